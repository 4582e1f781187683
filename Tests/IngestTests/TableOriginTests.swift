import Ingest
import Testing

@Suite struct TableOriginTests {
  @Test(
    "the form that made a file is told by its header",
    arguments: [
      (
        ["id", "submitdate", "lastpage", "startlanguage", "Q1", "Q2[SQ001]", "Q2[SQ002]"],
        TableOrigin.limesurvey
      ),
      (["Response ID", "Date submitted", "Last page", "How are you?"], .limesurvey),
      (["Q1[SQ001]", "Q1[other]"], .limesurvey),
      (
        ["start", "end", "trust/neighbours", "clubs/sport", "_id", "_uuid", "_submission_time"],
        .kobo
      ),
      (["Timestamp", "How much do you trust your neighbours?"], .googleForms),
      (["Tidsstempel", "Hvor længe har du boet her?"], .googleForms),
      (["\u{FEFF}Laika zīmogs", "Cik ilgi?"], .googleForms),
      (["ID", "Start time", "Completion time", "Email", "Name", "Trust"], .microsoftForms),
      (["town", "hours"], .unknown), (["id", "name"], .unknown), ([], .unknown),
    ])
  func origins(headers: [String], origin: TableOrigin) {
    #expect(recognizedOrigin(of: headers).value == origin.rawValue)
  }

  @Test(
    "columns that name a person or keep the books are no answers",
    arguments: [
      ("Email", TableOrigin.microsoftForms, ColumnRole.directIdentifier),
      ("Name", .microsoftForms, .directIdentifier), ("ID", .microsoftForms, .responseID),
      ("Completion time", .microsoftForms, .timestamp), ("Trust", .microsoftForms, .answer),
      ("Timestamp", .googleForms, .timestamp), ("E-mail address", .googleForms, .directIdentifier),
      ("Email Address", .googleForms, .directIdentifier), ("Score", .googleForms, .bookkeeping),
      ("id", .limesurvey, .responseID), ("submitdate", .limesurvey, .timestamp),
      ("ipaddr", .limesurvey, .directIdentifier), ("token", .limesurvey, .directIdentifier),
      ("lastpage", .limesurvey, .bookkeeping), ("groupTime12", .limesurvey, .bookkeeping),
      ("Q1[SQ001]", .limesurvey, .answer), ("_uuid", .kobo, .responseID),
      ("person/phone", .kobo, .directIdentifier), ("_gps_latitude", .kobo, .directIdentifier),
      ("__version__", .kobo, .bookkeeping), ("clubs/sport", .kobo, .answer),
      ("Telefonnummer", .unknown, .directIdentifier), ("Nr.", .unknown, .responseID),
      ("namelessness", .unknown, .answer),
    ])
  func roles(header: String, origin: TableOrigin, role: ColumnRole) {
    #expect(columnRole(header: header, origin: origin) == role)
  }
}
