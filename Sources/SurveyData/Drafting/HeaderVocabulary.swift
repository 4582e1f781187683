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
        date started|last modified time|starttidspunkt|fuldførelsestidspunkt
        """
      case .technical:
        """
        id|response id|id. response id|lastpage|last page|startlanguage|start language|seed|\
        token|ipaddr|ip address|refurl|referrer url|_id|_uuid|_index|_status|uuid|deviceid|\
        language|row|nr|no.
        """
      case .identifier:
        """
        email|e-mail|email address|e-mail address|username|name|full name|first name|last name|\
        navn|namn|nimi|vārds|vardas|imię|imię i nazwisko|e-post|e-postadress|sähköposti|e-pasts|\
        el. paštas|phone|telefon|telefonnummer|puhelin|address|adresse|mail
        """
      case .person:
        """
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
        omgang|kierros|aasta|vuosi|år|jahr|rok|gads|metai|when
        """
      case .municipality:
        """
        municipality|town|city|region|kommune|kommun|kunta|kaupunki|linn|vald|omavalitsus|\
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
        tapahtuma|üritus|sündmus|pasākums|renginys|wydarzenie
        """
      case .headcount:
        """
        headcount|attendance|attendees|visitors|count|number of visitors|participants|deltagere|\
        antal|antal deltagere|besökare|antal besökare|besucher|teilnehmer|kävijät|kävijämäärä|\
        osallistujat|osalejad|osalejate arv|apmeklētāji|dalībnieki|dalyviai|lankytojai|\
        uczestnicy|liczba uczestników|oppmøte
        """
      case .hours:
        """
        hours|hours worked|volunteer hours|timer|timmar|stunden|tunnit|tunnid|tunde|stundas|\
        valandos|godziny|liczba godzin|frivilligtimer
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

  /// All roles that a header names.
  static func roles(of header: String) -> [HeaderRole] {
    let word = folded(header).trimmingSuffix(":?*. ")
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
