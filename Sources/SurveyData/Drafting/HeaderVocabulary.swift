/// Header words that tell what a column is for, folded; used only to draft.
enum HeaderRole: CaseIterable {
  case timestamp, technical, identifier, person, weight, wave, municipality, group
  case event, headcount, hours, organisation, eventType, resident, firstTime, date, capacity

  /// Whole headers.
  var words: Set<String> {
    let text: String =
      switch self {
      case .timestamp:
        """
        timestamp|start time|completion time|submitdate|startdate|datestamp|submission time|\
        _submission_time|start|end|tidsstempel|tidsstämpel|zeitstempel|aikaleima|ajatempel|\
        tidspunkt|laika zīmogs|laiko žyma|sygnatura czasowa|date submitted|date last action|\
        date started|last modified time|starttidspunkt|fuldførelsestidspunkt|today|\
        godzina rozpoczęcia|godzina ukończenia|godzina ostatniej modyfikacji|\
        godzina rozpoczecia|tidspunkt for seneste ændring|senest ændret|starttid|slutförandetid|\
        slutttidspunkt|starttidpunkt|startzeit|fertigstellungszeit|aloitusaika|valmistumisaika|\
        algusaeg|lõpetamisaeg|sākuma laiks|pabeigšanas laiks|pradžios laikas|\
        užbaigimo laikas|datums un laiks|tid for færdiggørelse|completed|submitted
        """
      case .technical:
        """
        id|response id|id. response id|lastpage|last page|startlanguage|start language|seed|\
        token|startlanguage|refurl|referrer url|_id|_uuid|_index|_status|uuid|deviceid|\
        language|row|nr|no.|identyfikator|_validation_status|_notes|_submitted_by|_tags|\
        __version__|_parent_index|sprog|język|interviewtime|groups time|total points|quiz feedback|\
        score|points|browser|user agent|formhub/uuid|meta/instanceid|instanceid|audit
        """
      case .identifier:
        """
        email|e-mail|email address|e-mail address|username|name|full name|first name|last name|\
        navn|namn|nimi|vārds|vardas|imię|imię i nazwisko|e-post|e-postadress|sähköposti|e-pasts|\
        el. paštas|phone|telefon|telefonnummer|puhelin|address|adresse|mail|nazwa|nazwisko|\
        adres e-mail|e-mailadresse|e-mail-adresse|your name|your full name|dit navn|ditt namn|\
        ditt navn|ihr name|nimesi|sinu nimi|jūsu vārds|jūsų vardas|twoje imię|phone number|\
        telefono numeris|tālrunis|tālruņa numurs|numer telefonu|telefoninumber|puhelinnumero|\
        mobil|mobilnummer|mobile|ip|ip address|ipaddr|ip-adresse|postal address|_submitted_by
        """
      case .person:
        """
        frivillig|frivillig nr|frivillignr|ideell|ideella|ehrenamtlicher|freiwilliger|freiwillige|\
        vapaaehtoinen|vabatahtlik|brīvprātīgais|savanoris|wolontariusz|volunteer no|volunteer nr|\
        besøgende nr|besökare nr|kävijä|külastaja|apmeklētājs|lankytojas|uczestnik|\
        code|person|person_id|personid|person id|respondent|respondent_id|panel_id|personal \
        code|self-made code|your code|kode|kod|koodi|kood|kods|kodas|din kode|din kod|oma koodi|\
        sinu kood|deltager|pseudonym|participant|visitor|visitor_id|volunteer|volunteer_id|card|\
        card no
        """
      case .weight:
        """
        weight|wt|w|weights|vægt|vikt|gewicht|paino|vekt|kaal|svars|svoris|waga|pspwght|dweight
        """
      case .wave:
        """
        wave|round|year|survey round|survey year|bølge|våg|aalto|laine|vilnis|banga|fala|runde|\
        omgang|kierros|aasta|vuosi|år|jahr|rok|gads|metai|when|period|survey wave|fase|etap|\
        mõõtmine|måling|mätning|mittaus|mērījums|matavimas|pomiar|runda|voor|kārta|erhebung|\
        undersøgelsesår|undersökningsår|phase|time point|timepoint
        """
      case .municipality:
        """
        municipality|town|city|region|your town|your municipality|hjemkommune|hemkommun|\
        kotikunta|omavalitsusüksus|jūsu pašvaldība|jūsų savivaldybė|twoja gmina|wohnort|kommune|kommun|kunta|kaupunki|linn|vald|omavalitsus|\
        pašvaldība|pilsēta|savivaldybė|miestas|gmina|miasto|ort|stadt|gemeinde|place|stad
        """
      case .group:
        """
        gender|sex|age group|agegroup|age_group|køn|kön|kjønn|geschlecht|sukupuoli|sugu|dzimums|\
        lytis|płeć|female|alder|aldersgruppe|åldersgrupp|altersgruppe|ikäryhmä|vanuserühm|\
        vecuma grupa|amžiaus grupė|grupa wiekowa
        """
      case .event:
        """
        event|event name|event_name|activity|arrangement|begivenhed|evenemang|veranstaltung|\
        tapahtuma|üritus|sündmus|pasākums|renginys|wydarzenie|navn på arrangement|\
        evenemangets namn|tapahtuman nimi|ürituse nimi|pasākuma nosaukums|renginio pavadinimas|\
        nazwa wydarzenia|impreza|aktivitet|concert|performance|tittel|event title
        """
      case .headcount:
        """
        headcount|attendance|attendees|visitors|count|number of visitors|participants|deltagere|\
        antal|antal deltagere|besökare|antal besökare|besucher|teilnehmer|kävijät|kävijämäärä|\
        osallistujat|osalejad|osalejate arv|apmeklētāji|dalībnieki|dalyviai|lankytojai|\
        uczestnicy|liczba uczestników|oppmøte|fremmødte|antal fremmødte|antal gæster|gæster|\
        publikum|antall deltakere|antall besøkende|besøkende|besøgende|antal besøgende|deltagare|\
        antal deltagare|besucherzahl|teilnehmerzahl|anzahl|osallistujia|osallistujamäärä|kävijöitä|\
        külastajad|külastajate arv|osavõtjad|apmeklētāju skaits|dalībnieku skaits|dalyvių skaičius|\
        lankytojų skaičius|frekwencja|liczba osób|liczba widzów|widzowie|audience|people|guests
        """
      case .hours:
        """
        hours|hours worked|volunteer hours|timer|timmar|stunden|tunnit|tunnid|tunde|stundas|\
        valandos|godziny|liczba godzin|frivilligtimer|antal timer|antall timer|antal timmar|\
        anzahl stunden|tuntimäärä|tuntia|tundide arv|stundu skaits|valandų skaičius|time spent
        """
      case .organisation:
        """
        organisation|organization|association|club|forening|förening|verein|yhdistys|järjestö|\
        ühing|biedrība|asociacija|organizacja|stowarzyszenie
        """
      case .eventType:
        """
        event type|event_type|type|art form|genre|kunstart|typ|tyyppi|liik|veids|tipas|rodzaj
        """
      case .resident:
        """
        resident|local|is_resident|lives here|lokal|borger|asukas|elanik|iedzīvotājs|gyventojas|\
        mieszkaniec
        """
      case .firstTime:
        """
        first time|first_time|first visit|first-time|første gang|första gången|erstmals|\
        ensimmäistä kertaa|esmakordne|pirmo reizi|pirmą kartą|pierwszy raz
        """
      case .date: "date|day|dato|datum|päivä|päivämäärä|kuupäev|datums|data|event date"
      case .capacity:
        """
        capacity|seats|kapacitet|kapazität|paikkoja|mahutavus|ietilpība|vietų skaičius|\
        pojemność|pladser
        """
      }
    return Set(text.split(separator: "|").map(String.init))
  }

  private static let lookup: [(HeaderRole, Set<String>)] = allCases.map { ($0, $0.words) }

  /// Whether a header asks for sex, age or district: results are broken down by these.
  static func isGroup(_ header: String) -> Bool {
    if roles(of: header).contains(.group) { return true }
    let text = folded(header)
    let words = text.split { !$0.isLetter }.map(String.init)
    guard words.count <= 12 else { return false }
    let stems = [
      "gender", "age", "ages", "køn", "kön", "kjønn", "alder", "ålder", "geschlecht", "alter",
      "altersgruppe", "sukupuol", "ikä", "ikäsi", "sugu", "vanus", "dzimum", "vecum", "lyti",
      "lytis", "amži", "płeć", "plec", "wiek", "wieku", "district", "bydel", "stadsdel",
      "stadtteil", "ortsteil", "kaupunginosa", "asuinalue", "linnaosa", "piirkond", "asum",
      "apkaim", "rajon", "seniūnij", "dzielnic", "osiedl", "sołectw", "aldersgruppe",
      "åldersgrupp", "gammel", "gammal", "alt", "vanha", "vana",
    ]
    let whole: Set<String> = ["age", "ages", "alt", "alter", "wiek", "vana", "ikä", "asum", "sex"]
    let isNamed = words.contains { word in
      stems.contains { whole.contains($0) ? word == $0 : word.hasPrefix($0) }
    }
    let phrases = [
      "how old", "do you live", "part of town", "part of the town", "hvor bor", "var bor",
      "wo wohn", "missä asut", "kus te elate", "kus sa elad", "kur jūs dzīv", "kur gyven",
      "gdzie mieszk", "bor du", "bor i", "which village",
    ]
    return isNamed || phrases.contains { text.contains($0) }
  }

  /// Whether a header asks for a name, an address or a number of a person.
  static func asksForIdentifier(_ header: String) -> Bool {
    let text = folded(header)
    let marks = [
      "e-mail", "email", "e-post", "e-pasts", "sähköposti", "phone number", "your phone",
      "telefon", "tālru", "puhelin", "el. pašt", "your name", "full name", "surname", "dit navn",
      "ditt namn", "ditt navn", "ihr name", "nimesi", "sinu nimi", "nazwisko", "pavardė", "uzvārds",
      "ip address", "ip-adres", "personal number", "personnummer", "cpr", "pesel", "isikukood",
      "home address", "street address", "hvad hedder du", "vad heter du",
    ]
    return marks.contains { text.contains($0) }
  }

  /// All roles that a header names, or one of its words does: for short headers of registers.
  static func looseRoles(of header: String) -> [HeaderRole] {
    let exact = roles(of: header)
    guard exact.isEmpty else { return exact }
    let words = folded(header).split { !$0.isLetter && $0 != "-" }.map(String.init)
    guard words.count <= 4 else { return [] }
    // The last word names the thing in most of these languages: "date of event" is a date.
    return (words.first.map { [$0] } ?? []).flatMap(roles)
      + words.dropFirst().reversed().flatMap(roles)
  }

  /// All roles that a header names; LimeSurvey writes `submitdate. Date submitted`.
  static func roles(of header: String) -> [HeaderRole] {
    let found = plainRoles(of: header)
    guard found.isEmpty, let dot = header.firstIndex(of: "."),
      header[..<dot].allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_") })
    else { return found }
    let code = plainRoles(of: String(header[..<dot]))
    return [.timestamp, .technical].contains(where: code.contains) ? code : []
  }

  private static func plainRoles(of header: String) -> [HeaderRole] {
    let word = folded(withoutPath(header)).trimmingSuffix(":?*. ")
    let spaced = String(word.map { $0 == "_" ? " " : $0 })
    return lookup.compactMap { role, words in
      words.contains(word) || words.contains(spaced) ? role : nil
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ characters: String) -> String {
    var text = self[...]
    while let last = text.last, characters.contains(last) { text.removeLast() }
    return String(text)
  }
}

/// A Kobo header without its group: `age` of `group_c/age`.
func withoutPath(_ header: String) -> String {
  guard !header.contains(" "), let slash = header.lastIndex(of: "/") else { return header }
  let tail = header[header.index(after: slash)...]
  return tail.isEmpty ? header : String(tail)
}
