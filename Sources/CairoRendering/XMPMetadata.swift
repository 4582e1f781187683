import Graphics

/// What the document says about itself, as XMP (ISO 16684-1).
///
/// It does not claim PDF/UA (`pdfuaid:part`): the claim belongs to whoever has checked a document
/// with people and tools.
func xmpMetadata(of document: PDFDocument, date: PDFDate) -> String {
  var properties = [
    "<dc:format>application/pdf</dc:format>",
    "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">\(xmlEscaped(document.title))</rdf:li>"
      + "</rdf:Alt></dc:title>",
    "<dc:language><rdf:Bag><rdf:li>\(xmlEscaped(document.language))</rdf:li></rdf:Bag>"
      + "</dc:language>",
  ]
  if !document.author.isEmpty {
    properties.append(
      "<dc:creator><rdf:Seq><rdf:li>\(xmlEscaped(document.author))</rdf:li></rdf:Seq>"
        + "</dc:creator>")
  }
  if !document.subject.isEmpty {
    properties.append(
      "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">"
        + "\(xmlEscaped(document.subject))</rdf:li></rdf:Alt></dc:description>")
  }
  if !document.creator.isEmpty {
    properties.append("<xmp:CreatorTool>\(xmlEscaped(document.creator))</xmp:CreatorTool>")
  }
  properties.append("<xmp:CreateDate>\(date.iso)</xmp:CreateDate>")
  properties.append("<xmp:ModifyDate>\(date.iso)</xmp:ModifyDate>")
  return """
    <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
    \(properties.joined(separator: "\n"))
    </rdf:Description>
    </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="w"?>
    """
}
