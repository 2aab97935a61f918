internal import Kernels

/// Which numbers of a layer's input are not zero, so that products need not visit the others.
///
/// Half of a digit's pixels are zero, and about half of what ReLU lets through or dropout leaves.
final class Nonzeros {
  private let width: Int
  private let wordsInRow: Int
  private let byRow: UnsafeMutablePointer<UInt64>
  private let byColumn: UnsafeMutablePointer<UInt64>

  /// For a product over the inputs, with a row for each sample; nil where picking would not pay.
  private(set) var ofSamples: Marks?
  /// For a product over the samples, with a row for each input; nil also for a single sample.
  private(set) var ofInputs: Marks?

  /// For blocks of at most so many rows; both sizes are multiples of 16.
  init(rows: Int, width: Int) {
    self.width = width
    wordsInRow = (width + 63) / 64
    byRow = .allocate(capacity: rows * wordsInRow)
    byColumn = .allocate(capacity: (rows + 63) / 64 * width)
  }

  deinit {
    byRow.deallocate()
    byColumn.deallocate()
  }

  /// Looks through a layer's input, whose stride is this width.
  func mark(_ block: Block, kernels: any KernelSet) {
    let isSingle = block.rows == 1
    let found = kernels.mark(block, rows: byRow, columns: isSingle ? nil : byColumn)
    // A product that picks takes about a third longer for each number than one that takes all; one sample's zeros are whole rows of weights that need not be read.
    let areFew = isSingle || found * 10 < block.rows * block.width * 7
    ofSamples = areFew ? Marks(byRow, words: wordsInRow, rowStep: wordsInRow, wordStep: 1) : nil
    ofInputs =
      areFew && !isSingle
      ? Marks(byColumn, words: (block.rows + 63) / 64, rowStep: 1, wordStep: width) : nil
  }
}
