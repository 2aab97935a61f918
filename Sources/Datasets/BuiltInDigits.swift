internal import CDigits

/// The digit set inside the binary: MNIST cut to 10×10, 60 000 + 10 000 images.
///
/// MNIST is by Y. LeCun, C. Cortes and C. Burges, from data of NIST; see `samples/digits/NOTICE`.
public enum BuiltInDigits {
  /// The whole set; nothing is copied, so it costs no memory until its images are read.
  ///
  /// Train is the images 0–49 999 of MNIST's training file, validation its 50 000–59 999, test
  /// the 10 000 images of its test file.
  public static let shared = Dataset(
    rows: Int(cr_digit_side), columns: Int(cr_digit_side),
    images: Bytes(
      constant: cr_digit_images(),
      count: Int(cr_digit_count) * Int(cr_digit_side) * Int(cr_digit_side)),
    labels: Bytes(constant: cr_digit_labels(), count: Int(cr_digit_count)),
    train: 50_000, validation: 10_000)
}
