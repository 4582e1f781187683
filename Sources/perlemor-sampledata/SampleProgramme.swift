/// The files of the invented programme, by path under its folder.
struct SampleProgramme {
  enum Content {
    case bytes([UInt8])
    case workbook(WorkbookWriter, Sheet)
  }
  var seed: UInt64

  func files() -> [(path: String, content: Content)] {
    var files: [(path: String, content: Content)] = []
    for town in towns {
      let form = Form(town: town)
      files.append(("codebooks/\(town.id).yaml", .bytes(Array(form.codebook().utf8))))
      for wave in Wave.allCases {
        let sheet = form.sheet(wave, seed: seed)
        files.append(survey(town, wave, sheet))
      }
      if town.isUptake { files += participation(town) }
    }
    return files
  }

  private func survey(_ town: Town, _ wave: Wave, _ sheet: Sheet) -> (String, Content) {
    let year = wave == .before ? 2025 : 2026
    let folder = "raw/\(town.id)"
    func text(_ name: String, _ writer: DelimitedWriter) -> (String, Content) {
      ("\(folder)/\(name)", .bytes(writer.bytes(sheet)))
    }
    switch town.format {
    case .limeSurvey:
      return text(
        "results-survey-\(year).csv", DelimitedWriter(delimiter: ";", quotesAll: true))
    case .googleForms:
      return text(
        "Spoergeskema \(year) (svar).csv",
        DelimitedWriter(moment: { day, second in
          let date = CalendarDay(daysSince1970: day)
          let hour = second / 3600
          let time = clock(second).dropFirst(2)
          return "\(date.year)/\(twoDigits(date.month))/\(twoDigits(date.day)) "
            + "\(hour > 12 ? hour - 12 : hour)\(time) \(hour >= 12 ? "PM" : "AM") GMT+1"
        }))
    case .microsoftForms:
      return (
        "\(folder)/Town survey \(year)(1-\(sheet.filledRowCount)).xlsx",
        .workbook(WorkbookWriter(sheetName: "Form1", sharesTexts: true), sheet)
      )
    case .kobo:
      return (
        "\(folder)/town_survey_\(year)_all_versions.xlsx",
        .workbook(WorkbookWriter(sheetName: "town survey \(year)", sharesTexts: false), sheet)
      )
    case .excelText:
      return text(
        "ankieta_\(year).txt",
        DelimitedWriter(
          delimiter: "\t", encoding: .utf16LittleEndian, lineEnd: "\r\n", decimal: ","))
    case .codes:
      return text(
        "apklausa_\(year).csv",
        DelimitedWriter(delimiter: ";", encoding: .windows1257, lineEnd: "\r\n", decimal: ","))
    case .germanExcel:
      return text(
        "umfrage_\(year).csv",
        DelimitedWriter(delimiter: ";", encoding: .windows1252, lineEnd: "\r\n", decimal: ","))
    case .balticExcel:
      return text(
        "aptauja_\(year).csv",
        DelimitedWriter(
          delimiter: ";", encoding: .windows1257, lineEnd: "\r\n", decimal: ",",
          moment: { day, second in
            "\(CalendarDay(daysSince1970: day).dotted) \(clock(second).dropLast(3))"
          }))
    }
  }

  private func participation(_ town: Town) -> [(path: String, content: Content)] {
    let sheets = ParticipationSheets(town: town, seed: seed)
    let folder = "raw/\(town.id)"
    let excel = DelimitedWriter(
      delimiter: ";", encoding: .utf8WithMark, lineEnd: "\r\n", decimal: ",")
    let baltic = DelimitedWriter(
      delimiter: ";", encoding: .windows1257, lineEnd: "\r\n", decimal: ",")
    func text(_ name: String, _ writer: DelimitedWriter, _ sheet: Sheet) -> (String, Content) {
      ("\(folder)/\(name)", .bytes(writer.bytes(sheet)))
    }
    switch town.format {
    case .limeSurvey:
      return [
        text("besokare.csv", excel, sheets.attendanceByPerson(size: 32)),
        text("ideella-timmar.csv", excel, sheets.volunteering(byPerson: true, size: 14)),
      ]
    case .googleForms:
      return [
        text("deltagere.csv", DelimitedWriter(), sheets.attendanceByPerson(size: 24)),
        text("frivillige.csv", DelimitedWriter(), sheets.volunteering(byPerson: true, size: 18)),
      ]
    case .microsoftForms:
      return [
        (
          "\(folder)/events.xlsx",
          .workbook(
            WorkbookWriter(sheetName: "Events", sharesTexts: true),
            sheets.attendanceByHeadcount(size: 60, dots: false, asMoments: true))
        ),
        text("hours.csv", DelimitedWriter(), sheets.volunteering(byPerson: false, size: 12)),
      ]
    case .balticExcel:
      return [
        text(
          "apmeklejums.csv", baltic,
          sheets.attendanceByHeadcount(size: 90, dots: true, asMoments: false)),
        text("brivpratigie.csv", baltic, sheets.volunteering(byPerson: false, size: 15)),
      ]
    default:
      return [
        text(
          "frekwencja.csv", excel,
          sheets.attendanceByHeadcount(size: 210, dots: false, asMoments: false)),
        text("wolontariat.csv", excel, sheets.volunteering(byPerson: true, size: 30)),
      ]
    }
  }
}
