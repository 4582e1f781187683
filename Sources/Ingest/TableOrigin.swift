import Tabular

/// The form that made a file, told by its headers.
package enum TableOrigin: String, Sendable, Hashable, CaseIterable {
  case limesurvey
  case kobo
  case googleForms = "google_forms"
  case microsoftForms = "microsoft_forms"
  case unknown
}

/// What a column is for.
package enum ColumnRole: String, Sendable, Hashable, CaseIterable {
  /// An answer, or at least nothing else that is known.
  case answer
  /// When the form was opened or sent.
  case timestamp
  /// The number of the response.
  case responseID
  /// Names a person: e-mail, name, telephone, network address.
  case directIdentifier
  /// Kept by the form for itself: version, language, last page.
  case bookkeeping
}

/// Finds the form that made a file by what only that form writes into the header.
package func recognizedOrigin(of headers: [String]) -> FormatFinding {
  let plain = headers.map(plainHeader)
  let present = Set(plain)
  func count(_ words: Set<String>) -> Int { present.intersection(words).count }

  let kobo = count(koboColumns)
  if kobo >= 2 {
    return finding(.kobo, min(0.99, 0.6 + 0.1 * Double(kobo)), "\(kobo) columns such as _uuid")
  }
  let microsoft = count(microsoftStart) + count(microsoftEnd)
  if let first = plain.first, first == "id", microsoft >= 2 {
    return finding(.microsoftForms, 0.97, "begins with ID, start and completion time")
  }
  let sub = headers.filter(isSubquestionCode).count
  let lime = count(limeSurveyColumns)
  if lime >= 2 || sub > 0 && lime >= 1 || sub >= 2 {
    let parts = [
      sub > 0 ? "\(sub) headers such as Q1[SQ001]" : nil,
      lime > 0 ? "\(lime) columns such as lastpage" : nil,
    ].compactMap { $0 }
    return finding(
      .limesurvey, min(0.99, 0.7 + 0.1 * Double(lime + min(sub, 2))),
      parts.joined(separator: ", "))
  }
  if let first = plain.first, googleTimestamps.contains(first) {
    return finding(.googleForms, 0.9, "the first column is “\(headers.first ?? "")”")
  }
  return finding(.unknown, 0.5, "no header that only one form writes")
}

/// What a column is for, told by its header and the form that made the file.
///
/// Whatever the origin, an e-mail address, name, telephone number or network address is a direct
/// identifier: one column too many set aside for a person to confirm is better than a name in a study.
package func columnRole(header: String, origin: TableOrigin) -> ColumnRole {
  let plain = plainHeader(header)
  // Kobo puts groups before the name: `group/question`; multi-choice has `question/choice`.
  let last = origin == .kobo ? plain.split(separator: "/").last.map(String.init) ?? plain : plain
  if directIdentifiers.contains(last) { return .directIdentifier }
  switch origin {
  case .limesurvey:
    if ["id", "response id", "id. response id"].contains(plain) { return .responseID }
    if [
      "submitdate", "startdate", "datestamp", "date submitted", "date started",
      "date last action",
    ].contains(plain) {
      return .timestamp
    }
    if plain == "token" || plain == "ipaddr" || plain == "ip address" { return .directIdentifier }
    if limeSurveyColumns.contains(plain)
      || plain.hasSuffix("time")
        && (plain.hasPrefix("grouptime") || plain.hasPrefix("interviewtime"))
    {
      return .bookkeeping
    }
    if plain.hasPrefix("grouptime") || plain.hasPrefix("groupTime".lowercased()) {
      return .bookkeeping
    }
  case .kobo:
    if plain == "_id" || plain == "_uuid" || plain == "meta/instanceid" || plain == "_index" {
      return .responseID
    }
    if ["start", "end", "today", "_submission_time"].contains(last) { return .timestamp }
    if ["deviceid", "phonenumber", "username", "_submitted_by", "simserial", "subscriberid"]
      .contains(last)
    {
      return .directIdentifier
    }
    if plain.hasPrefix("_") || plain.hasPrefix("meta/") || plain.hasPrefix("formhub/") {
      // Coordinates of a home name a person as surely as an address does.
      return plain.hasSuffix("_latitude") || plain.hasSuffix("_longitude")
        || plain.hasSuffix("_geolocation") || plain.hasPrefix("_gps")
        ? .directIdentifier : .bookkeeping
    }
  case .googleForms:
    if googleTimestamps.contains(plain) { return .timestamp }
    if ["score", "total score", "poeng", "poäng", "point", "pistemäärä"].contains(plain) {
      return .bookkeeping
    }
  case .microsoftForms:
    if plain == "id" { return .responseID }
    if microsoftStart.contains(plain) || microsoftEnd.contains(plain)
      || plain == "last modified time"
    {
      return .timestamp
    }
    if plain == "language" || plain == "total points" || plain == "quiz feedback"
      || plain.hasPrefix("points - ") || plain.hasPrefix("feedback - ")
    {
      return .bookkeeping
    }
  case .unknown:
    if ["timestamp", "submitted", "submitted at", "start time", "end time"].contains(plain) {
      return .timestamp
    }
    if ["id", "nr", "nr.", "response id", "respondent id", "respondent_id", "response_id"]
      .contains(plain)
    {
      return .responseID
    }
  }
  return .answer
}

/// Whether a header is `code[subquestion]` as LimeSurvey writes it: `Q1[SQ001]`, `Q1[SQ001_SQ002]`,
/// `Q1[other]`, `Q1[1]` for ranks.
package func isSubquestionCode(_ header: String) -> Bool {
  guard header.last == "]", let open = header.firstIndex(of: "["), open > header.startIndex else {
    return false
  }
  func isCode(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
          || byte == 0x2D
      }
  }
  let inner = header[header.index(after: open)...].dropLast()
  return isCode(header[..<open]) && isCode(inner)
}

private func finding(
  _ origin: TableOrigin, _ confidence: Double, _ reason: String
) -> FormatFinding {
  FormatFinding(.origin, origin.rawValue, confidence: confidence, reason: reason)
}

private func plainHeader(_ header: String) -> String {
  var text = Substring(header.lowercased())
  while let first = text.first, first.isWhitespace || first == "\u{FEFF}" { text.removeFirst() }
  while let last = text.last, last.isWhitespace || last == ":" || last == "*" { text.removeLast() }
  return String(text)
}

private let koboColumns: Set<String> = [
  "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
  "__version__", "_tags", "_index", "meta/instanceid", "formhub/uuid", "_parent_index",
]
private let limeSurveyColumns: Set<String> = [
  "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl",
  "token", "interviewtime", "response id", "date submitted", "last page", "start language",
  "date started", "date last action", "referrer url", "ip address",
]
private let microsoftStart: Set<String> = [
  "start time", "starttidspunkt", "starttid", "startzeit", "aloitusaika", "algusaeg",
  "sākuma laiks", "pradžios laikas", "godzina rozpoczęcia", "время начала",
]
private let microsoftEnd: Set<String> = [
  "completion time", "fuldførelsestidspunkt", "fullføringstidspunkt", "slutförandetid",
  "fertigstellungszeit", "valmistumisaika", "lõpuaeg", "lõpetamisaeg", "pabeigšanas laiks",
  "baigimo laikas", "užbaigimo laikas", "godzina ukończenia", "время выполнения",
]
private let googleTimestamps: Set<String> = [
  "timestamp", "tidsstempel", "tidsstämpel", "tidstämpel", "zeitstempel", "aikaleima", "ajatempel",
  "laika zīmogs", "laikspiedols", "laiko žyma", "sygnatura czasowa", "отметка времени",
]
private let directIdentifiers: Set<String> = [
  "email", "e-mail", "email address", "e-mail address", "username", "e-mailadresse", "e-post",
  "epost", "e-postadress", "e-postadresse", "mailadresse", "sähköposti", "sähköpostiosoite",
  "e-posti aadress", "meiliaadress", "e-pasts", "e-pasta adrese", "el. paštas",
  "el. pašto adresas", "adres e-mail", "адрес электронной почты", "электронная почта",
  "name", "full name", "your name", "first name", "last name", "surname", "navn", "fornavn",
  "efternavn", "etternavn", "namn", "förnamn", "efternamn", "vorname", "nachname", "nimi",
  "etunimi", "sukunimi", "eesnimi", "perekonnanimi", "vārds", "uzvārds", "vārds, uzvārds", "vardas",
  "pavardė", "imię", "nazwisko", "imię i nazwisko", "имя", "фамилия", "фио",
  "phone", "phone number", "telephone", "mobile", "mobile number", "telefon", "telefonnummer",
  "mobil", "puhelin", "puhelinnumero", "telefoninumber", "tālrunis", "telefonas", "telefon nr",
  "numer telefonu", "телефон", "ip", "ip address", "ipaddr", "address", "street address", "adresse",
  "adress", "osoite", "aadress", "adrese", "adresas", "adres", "адрес", "date of birth",
  "personnummer", "cpr", "cpr-nummer", "henkilötunnus", "isikukood", "personas kods",
  "asmens kodas", "pesel",
]
