import Foundation
import Testing

/// The text of a PDF, through poppler.
func pdfText(_ data: Data) throws -> String {
  let folder = try ScratchFolder()
  let pdf = folder.url.appending(path: "report.pdf")
  let text = folder.url.appending(path: "report.txt")
  try data.write(to: pdf)
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["pdftotext", "-layout", pdf.path, text.path]
  try process.run()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0)
  return try String(contentsOf: text, encoding: .utf8)
}
