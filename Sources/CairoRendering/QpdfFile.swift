import CQpdf
import Glibc

/// A PDF in memory, through qpdf's C functions; freed with the value.
final class QpdfFile {
  private var handle: qpdf_data?
  /// qpdf reads from this memory as long as the file is open.
  private let input: UnsafeMutableBufferPointer<CChar>

  init(_ bytes: [UInt8]) throws(RenderingError) {
    input = .allocate(capacity: max(1, bytes.count))
    for (index, byte) in bytes.enumerated() { input[index] = CChar(bitPattern: byte) }
    handle = qpdf_init()
    qpdf_silence_errors(handle)
    qpdf_set_suppress_warnings(handle, 1)
    let status = qpdf_read_memory(
      handle, "document", input.baseAddress, UInt64(bytes.count), nil)
    try check(status)
  }

  deinit {
    qpdf_cleanup(&handle)
    input.deallocate()
  }

  /// A dictionary, array, name or other value of the file.
  struct Value {
    fileprivate let file: QpdfFile
    fileprivate let object: qpdf_oh

    var isDictionary: Bool { qpdf_oh_is_dictionary(file.handle, object) != 0 }
    var isArray: Bool { qpdf_oh_is_array(file.handle, object) != 0 }
    var isStream: Bool { qpdf_oh_is_stream(file.handle, object) != 0 }
    var isNull: Bool { qpdf_oh_is_null(file.handle, object) != 0 }

    /// A name without its slash; nil for other values.
    var name: String? {
      guard qpdf_oh_is_name(file.handle, object) != 0,
        let text = qpdf_oh_get_name(file.handle, object)
      else { return nil }
      return String(String(cString: text).dropFirst())
    }

    /// The text of a string; nil for other values.
    var text: String? {
      guard qpdf_oh_is_string(file.handle, object) != 0,
        let text = qpdf_oh_get_utf8_value(file.handle, object)
      else { return nil }
      return String(cString: text)
    }

    /// A whole number; nil for other values.
    var integer: Int? {
      guard qpdf_oh_is_integer(file.handle, object) != 0 else { return nil }
      return Int(qpdf_oh_get_int_value(file.handle, object))
    }

    /// A number; nil for other values.
    var number: Double? {
      guard qpdf_oh_is_number(file.handle, object) != 0 else { return nil }
      return qpdf_oh_get_numeric_value(file.handle, object)
    }

    /// The elements of an array; any other value but null counts as an array of one.
    var elements: [Value] {
      if isNull { return [] }
      guard isArray else { return [self] }
      return (0..<qpdf_oh_get_array_n_items(file.handle, object)).map {
        Value(file: file, object: qpdf_oh_get_array_item(file.handle, object, $0))
      }
    }

    /// The keys of a dictionary without slashes, sorted.
    var keys: [String] {
      guard isDictionary else { return [] }
      var names: [String] = []
      qpdf_oh_begin_dict_key_iter(file.handle, object)
      while qpdf_oh_dict_more_keys(file.handle) != 0 {
        guard let name = qpdf_oh_dict_next_key(file.handle) else { break }
        names.append(String(String(cString: name).dropFirst()))
      }
      return names.sorted()
    }

    /// The value of a dictionary's key; null where there is none.
    ///
    /// Asking a number for a key makes qpdf warn, so only dictionaries are asked.
    subscript(_ key: String) -> Value {
      get {
        let holder = isStream ? qpdf_oh_get_dict(file.handle, object) : object
        guard qpdf_oh_is_dictionary(file.handle, holder) != 0 else { return file.null }
        return Value(file: file, object: qpdf_oh_get_key(file.handle, holder, "/" + key))
      }
      nonmutating set {
        let holder = isStream ? qpdf_oh_get_dict(file.handle, object) : object
        if newValue.isNull {
          qpdf_oh_remove_key(file.handle, holder, "/" + key)
        } else {
          qpdf_oh_replace_key(file.handle, holder, "/" + key, newValue.object)
        }
      }
    }

    /// Replaces an element of an array.
    func set(_ index: Int, to value: Value) {
      qpdf_oh_set_array_item(file.handle, object, Int32(index), value.object)
    }

    /// Replaces the content of a stream.
    func setData(_ bytes: [UInt8]) {
      qpdf_oh_replace_stream_data(
        file.handle, object, bytes, bytes.count, file.null.object, file.null.object)
    }
  }

  var null: Value { Value(file: self, object: qpdf_oh_new_null(handle)) }
  var catalog: Value { Value(file: self, object: qpdf_get_root(handle)) }
  var pages: [Value] {
    (0..<max(0, Int(qpdf_get_num_pages(handle)))).map {
      Value(file: self, object: qpdf_get_page_n(handle, $0))
    }
  }

  /// A value written in PDF syntax.
  func parse(_ syntax: String) -> Value {
    Value(file: self, object: qpdf_oh_parse(handle, syntax))
  }

  func string(_ text: String) -> Value {
    Value(file: self, object: qpdf_oh_new_unicode_string(handle, printable(text)))
  }

  func integer(_ number: Int) -> Value {
    Value(file: self, object: qpdf_oh_new_integer(handle, Int64(number)))
  }

  func array(_ values: [Value]) -> Value {
    let array = qpdf_oh_new_array(handle)
    for value in values { qpdf_oh_append_item(handle, array, value.object) }
    return Value(file: self, object: array)
  }

  func stream(_ bytes: [UInt8]) -> Value {
    let stream = Value(file: self, object: qpdf_oh_new_stream(handle))
    stream.setData(bytes)
    return stream
  }

  /// The drawing commands of a page, decompressed.
  func content(of page: Value) throws(RenderingError) -> [UInt8] {
    var buffer: UnsafeMutablePointer<UInt8>?
    var length = 0
    try check(qpdf_oh_get_page_content_data(handle, page.object, &buffer, &length))
    defer { free(buffer) }
    return Array(UnsafeBufferPointer(start: buffer, count: length))
  }

  /// Writes the file: small, and the same bytes for the same content.
  func write() throws(RenderingError) -> [UInt8] {
    try check(qpdf_init_write_memory(handle))
    qpdf_set_object_stream_mode(handle, qpdf_o_generate)
    qpdf_set_deterministic_ID(handle, 1)
    qpdf_set_minimum_pdf_version(handle, "1.7")
    try check(qpdf_write(handle))
    guard let bytes = qpdf_get_buffer(handle) else { throw .document("nothing was written") }
    return Array(UnsafeBufferPointer(start: bytes, count: qpdf_get_buffer_length(handle)))
  }

  private func check(_ status: QPDF_ERROR_CODE) throws(RenderingError) {
    // Bit 1 is an error; bit 0 alone is a warning, which makes a file of our own wrong as well.
    guard status != 0 || qpdf_has_error(handle) != 0 else { return }
    var reason = "unknown error"
    if qpdf_has_error(handle) != 0 {
      reason = String(cString: qpdf_get_error_full_text(handle, qpdf_get_error(handle)))
    } else if qpdf_more_warnings(handle) != 0 {
      reason = String(cString: qpdf_get_error_full_text(handle, qpdf_next_warning(handle)))
    }
    throw .document(reason)
  }
}
