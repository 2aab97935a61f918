extension DatasetError {
  var english: String {
    switch problem {
    case .file(let failure): failure.english
    case .empty: "the file is empty"
    case .tooLarge(let limit): "more than \(limit) bytes; no larger file is read"
    case .damagedGzip: "the gzip data is damaged"
    case .truncatedGzip: "the gzip data ends too early"
    case .notA(let content, let found):
      "starts with \(DatasetError.hexadecimal(found)); \(content.english)"
    case .otherPNM(let magic):
      "\(DatasetError.quoted(magic)) is another kind of picture; give PGM, P2 or P5"
    case .missing(let quantity): "the file ends before the \(quantity.english)"
    case .notANumber(let quantity, let found):
      "\(DatasetError.quoted(found)) is not a \(quantity.english)"
    case .outOfRange(let quantity, let found, let lower, let upper):
      "the \(quantity.english) \(DatasetError.quoted(found)) is outside \(lower)…\(upper)"
    case .pixelCount(let needed, let found):
      "\(counted(needed, "pixel")) needed, the file has \(found)"
    case .leftOver(let bytes): "\(counted(bytes, "byte")) left over at the end"
    case .unevenLine(let needed, let found):
      "\(counted(found, "number")) where the line above has \(needed)"
    case .noShape(let numbers):
      "\(counted(numbers, "number")) cannot make a square; give one line for each row"
    case .imageSize(let rows, let columns, let limit):
      "images of \(rows)×\(columns); 1×1 to \(limit)×\(limit) can be read"
    case .imagesTooShort(let images, let rows, let columns, let needed, let found):
      "\(counted(images, "image")) of \(rows)×\(columns) \(images == 1 ? "needs" : "need") \(counted(needed, "byte")), "
        + "the file has \(found)"
    case .labelsTooShort(let labels, let needed, let found):
      "\(counted(labels, "label")) \(labels == 1 ? "needs" : "need") \(counted(needed, "byte")), the file has \(found)"
    case .labelCount(let labels, let images):
      "\(counted(labels, "label")) for \(counted(images, "image"))"
    case .labelsMissing: "an IDX file of images needs a file of labels beside it"
    case .labelsNotNeeded: "a CSV file holds its own labels; give no second file"
    case .noImages: "the file has no images"
    case .headerLength(let found, let limit):
      "a header of \(found) bytes, where at most \(limit) follow; the file is cut off or no safetensors file"
    case .notJSON: "the header is not JSON from here on"
    case .duplicateKey(let key): "\(DatasetError.quoted(key)) is there twice"
    case .missingField(let tensor, let field):
      "\(DatasetError.quoted(tensor)) has no right '\(field)'"
    case .unsupportedType(let tensor, let found):
      "\(DatasetError.quoted(tensor)) has numbers of type \(DatasetError.quoted(found)); "
        + "F32 is needed"
    case .tensorLength(let tensor, let needed, let found):
      "\(DatasetError.quoted(tensor)) needs \(needed) bytes by its shape, it has \(found)"
    case .tensorOffset(let tensor, let expected, let found):
      "\(DatasetError.quoted(tensor)) begins at \(found) of the data; \(expected) would be right"
    }
  }
}

extension DatasetError.Quantity {
  fileprivate var english: String {
    switch self {
    case .width: "width"
    case .height: "height"
    case .maximum: "largest value"
    case .pixel: "pixel"
    case .label: "label"
    }
  }
}

extension DatasetError.Content {
  fileprivate var english: String {
    switch self {
    case .picture: "a picture is PGM (P2 or P5) or text with numbers in 0…1"
    case .images: "an IDX file of images starts with 00 00 08 03"
    case .labels: "an IDX file of labels starts with 00 00 08 01"
    case .dataset: "a data set is IDX or CSV, also as .gz"
    case .model: "a model is a safetensors file"
    }
  }
}

extension FileFailure {
  var english: String {
    switch self {
    case .notFound: "there is no such file"
    case .noPermission: "no permission"
    case .isDirectory: "this is a directory, not a file"
    case .noFolder: "its folder does not exist"
    case .diskFull: "the disk is full"
    case .readOnly: "the disk is read-only"
    case .tooLongName: "the name is too long"
    case .tooLargeFile: "the system lets no file become so large"
    case .terminal: "this is a terminal, not a file"
    case .descriptor: "this stands for an open file: give the name of the file itself"
    case .stalled: "this is no file, and at its other end nothing happens"
    case .other(let number): "the system says: error \(number)"
    }
  }
}

extension TaskError {
  var english: String {
    let typed = DatasetError.quoted(words.joined(separator: " "))
    let forms = nearest.map { "'\($0)'" }.joined(separator: ", ")
    return switch problem {
    case .empty: "which task? give one of \(forms) (A and B are digits)"
    case .unknown: "unknown task \(typed); would \(forms) be right?"
    case .secondMissing: "the task \(typed) lacks its second class; give \(forms) for example"
    case .sameDigit: "the two classes of \(typed) are the same; give \(forms) for example"
    case .tooManyWords: "the task \(typed) has too many words; give \(forms) for example"
    }
  }
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
