extension ParticipationSheets {
  var words: Words {
    switch town.format {
    case .limeSurvey:
      Words(
        attendance: [
          "År", "Datum", "Evenemang", "Typ", "Besökare", "Bor i kommunen", "Första gången",
          "Åldersgrupp",
        ],
        volunteering: ["År", "Person", "Förening", "Timmar"],
        events: [
          ("konsert", ["Kör på kajen", "Visafton"]),
          ("verkstad", ["Båtbyggarverkstad", "Ljusverkstad"]),
          ("vandring", ["Berättarvandring"]),
          ("samtal", ["Medborgarkväll", "Krisberedskap runt bordet"]),
        ],
        yes: "Ja", no: "Nej",
        organisations: ["Hembygdsföreningen", "Båtklubben", "Kulturrådet", "Ungdomsgården"])
    case .googleForms:
      Words(
        attendance: [
          "År", "Dato", "Arrangement", "Type", "Deltager", "Bor i kommunen", "Første gang",
          "Aldersgruppe",
        ],
        volunteering: ["År", "Person", "Forening", "Timer"],
        events: [
          ("koncert", ["Sang i havnen", "Kirkekoncert"]), ("værksted", ["Muslingeværksted"]),
          ("fællesspisning", ["Langbord"]), ("teater", ["Egnsspil"]),
        ],
        yes: "Ja", no: "Nej",
        organisations: ["Borgerforeningen", "Havnelauget", "Idrætsforeningen"])
    case .microsoftForms:
      Words(
        attendance: ["Year", "Date", "Event", "Type", "Visitors", "Counted by", "Places"],
        volunteering: ["Year", "Organisation", "Hours"],
        events: [
          ("song", ["Island choir", "Kannel evening"]), ("craft", ["Net making", "Wool day"]),
          ("talk", ["Storm stories"]),
        ],
        yes: "Yes", no: "No", organisations: ["Village society", "Rescue volunteers"])
    case .balticExcel:
      Words(
        attendance: [
          "Gads", "Datums", "Pasākums", "Veids", "Apmeklētāji", "Uzskaite", "Vietas",
        ],
        volunteering: ["Gads", "Biedrība", "Stundas"],
        events: [
          ("koncerts", ["Kora vakars", "Zāļu tirgus mūzika"]), ("darbnīca", ["Audēju darbnīca"]),
          ("izrāde", ["Amatierteātris"]),
        ],
        yes: "Jā", no: "Nē",
        organisations: ["Jauniešu centrs", "Senioru biedrība", "Folkloras kopa"])
    default:
      Words(
        attendance: [
          "Rok", "Data", "Wydarzenie", "Typ", "Uczestnicy", "Sposób liczenia", "Miejsca",
        ],
        volunteering: ["Rok", "Osoba", "Organizacja", "Godziny"],
        events: [
          ("koncert", ["Koncert w porcie", "Orkiestra dęta"]),
          ("warsztaty", ["Warsztaty szkutnicze"]),
          ("spacer", ["Spacer z opowieścią"]), ("debata", ["Debata o mieście"]),
        ],
        yes: "Tak", no: "Nie",
        organisations: ["Ochotnicza Straż Pożarna", "Dom kultury", "Klub żeglarski", "Harcerze"])
    }
  }
}
