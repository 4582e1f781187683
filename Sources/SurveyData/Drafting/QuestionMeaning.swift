/// What a question seems to be about, guessed from its words in the languages around the sea.
struct QuestionMeaning {
  /// The dimension of the framework, and the word that told; nil where none did.
  var dimension: String
  var dimensionWord: String?
  /// `up`, or `down` where the words name something bad, and the word that told.
  var direction: String
  var directionWord: String?

  init(_ question: String) {
    // What stands in brackets describes the scale: its ends name the good and the bad alike.
    let words = Self.words(Self.outsideBrackets(question))
    let trust = Self.hit(Self.trust, words)
    let found: (String, String?)
    if let trust {
      if let word = Self.hit(Self.institutions, words) {
        found = ("trust_linking", word)
      } else if let word = Self.hit(Self.near, words) {
        found = ("trust_bonding", word)
      } else {
        found = ("trust_bridging", trust)
      }
    } else {
      let first = Self.topics.lazy.compactMap { dimension, stems in
        Self.hit(stems, words).map { (dimension, $0) }
      }.first
      found = first.map { ($0.0, $0.1) } ?? ("quality_of_life", nil)
    }
    (dimension, dimensionWord) = found
    directionWord = Self.hit(Self.bad, words)
    direction = directionWord == nil ? "up" : "down"
  }

  /// Whether the question asks who a person is, rather than what they think or do.
  static func isBackground(_ header: String) -> Bool {
    let words = Self.words(outsideBrackets(header))
    return words.count <= 14 && hit(background, words) != nil
  }

  /// Whether the question asks for words in the person's own hand.
  static func asksForText(_ header: String) -> Bool {
    let text = folded(header)
    return freeText.contains { text.contains($0) }
  }

  private static func outsideBrackets(_ text: String) -> String {
    var depth = 0
    var kept = ""
    for character in text {
      if character == "(" { depth += 1 }
      if depth == 0 { kept.append(character) }
      if character == ")", depth > 0 { depth -= 1 }
    }
    return kept.contains(where: \.isLetter) ? kept : text
  }

  private static func words(_ text: String) -> [String] {
    folded(text).split { !$0.isLetter && $0 != "-" }.map(String.init)
  }

  /// The first word that begins with a stem; long stems may stand within a compound word.
  private static func hit(_ stems: [String], _ words: [String]) -> String? {
    for word in words {
      for stem in stems where word.hasPrefix(stem) || stem.count >= 6 && word.contains(stem) {
        return word
      }
    }
    return nil
  }

  private static func stems(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }

  private static let trust = stems(
    """
    trust tillid stoler stole tillit lita litar förtroende vertrau luotta luotan usalda usaldus uztic \
    pasitik zaufan ufam ufać ufa
    """)
  private static let institutions = stems(
    """
    municipal council authorit politic government police mayor institution kommun kommune byråd \
    politik verwaltung gemeinde behörde bürgermeister rathaus kunta kunnan kaupungin viranomais \
    päättäj vald valla linnavalits omavalits ametkon poliitik pašvald politiķ savivald valdži \
    politik gmin urząd urzęd władz samorząd burmistrz poli
    """)
  private static let near = stems(
    """
    neighbo family friend nabo familie venner grann vänner familj nachbar freund naapur perhe \
    ystäv naabr naaber sõbra sõpra kaimiņ ģimen draug kaimyn šeim sąsiad rodzin przyjac
    """)
  private static let topics: [(String, [String])] = [
    (
      "preparedness",
      stems(
        """
        crisis crises prepared preparedness emergenc flood storm evacuat outage krise kriser kris \
        beredskab beredskap forberedt förbered notfall vorbereit krisen hochwasser stromausfall \
        varautu kriisi kriis valmisolek hädaolu krīz sagatav kriz pasireng pasiruoš kryzys kryzy \
        przygotow powódź
        """)
    ),
    (
      "engagement",
      stems(
        """
        volunt frivillig ideell ideellt ehrenamt freiwillig vapaaehto talkoo vabatahtl talgu \
        brīvprāt talk savanor wolontar wolonta społecznie association associations forening \
        förening verein yhdisty selts ühing biedrīb asociac stowarzysz influence decision \
        indflydelse inflytande påverka mitbestimm vaikutta otsust lēmum sprendim decyzj wpływ \
        help hjælp hjulpet hjälp helfen auta aitan palīdz padėj pomag påvirk indflydelse demonstrat \
        petition boycot boykot bojkot protest politiker kampagne
        """)
    ),
    (
      "culture",
      stems(
        """
        cultur kultur kulttuur kultuur kultūr concert koncert konsert konzert konsertti kontsert \
        koncertów theatre theater teater teatteri teātr teatr museum museo muuseum muzej muziej \
        muzeum library bibliot kirjasto raamatuk festival exhibition udstilling utställning \
        ausstellung näyttely näitus izstād parod wystaw choir event events arrangement evenemang \
        kunst konst taide taite māksl menas meno sztuk veranstaltung tapahtum üritus sündmus pasākum rengin wydarze imprez
        """)
    ),
    (
      "belonging",
      stems(
        """
        belong home proud pride attach identity welcome included inclusion together community \
        tilhør hjemme stolt fællesskab hører tillhör hemma gemenskap samhörig zugehör zuhause \
        hause stolz gemeinschaft kuulu kotoisa kotona ylpe yhteisö kodu kodune uhke kogukond \
        pieder lepn mājās kopien priklaus didžiu namuose bendruomen przynale dumn siebie wspóln \
        społeczności związan fellesskap tilhørighet
        """)
    ),
    (
      "quality_of_life",
      stems(
        """
        satisf life happy happi lonel safe safety health wellbeing well-being tilfreds liv livet \
        lykkel ensom tryg nöjd livet lycklig ensam trygg zufried leben glücklich einsam sicher \
        tyytyväi elämä onnelli yksinäi turvalli rahul elu õnnelik üksild turvali apmierin dzīv \
        laimīg vientuļ droš patenkint gyven laiming vieniš saug zadowol życi życ szczęśliw \
        samotn bezpiecz fornøyd
        """)
    ),
  ]
  private static let bad = stems(
    """
    lonel worr afraid fear unsafe difficult barrier prevent obstacle problem stress anxi \
    excluded discriminat left-out ensom bekymr utryg forhindr hindr ensam orolig oro otrygg hinder \
    einsam sorge angst unsicher hinder schwierig yksinäi huol pelk turvatto este üksild mure \
    kard takist vientuļ baž bail šķērš vieniš nerim bijo kliūt samotn obaw martw boję przeszk \
    trudno bekymring
    """)
  private static let background = stems(
    """
    gender sex household children inhabitants-in born birth education income occupation employ \
    nationality køn alder husstand børn uddannelse indkomst født kön ålder hushåll barn \
    utbildning inkomst född geschlecht alter haushalt kinder bildung einkommen geburt \
    sukupuoli ikä ikäsi lapsi kotitalou koulutus syntym sugu vanus leibkon lapsi haridus sünni \
    dzimum vecum mājsaimn bērn izglīt dzimš lyt amži namų-ūk vaik išsilavin gimim płeć wiek \
    gospodarstw dzieci wykształc urodzenia kjønn age ages aged years-lived
    """)
  private static let freeText = [
    "anything else", "any other", "comment", "suggestion", "feedback", "remarks",
    "in your own words", "please specify", "please describe", "kommentar", "kommentaar",
    "kommentti", "forslag", "förslag", "uddyb", "anmerkung", "bemerkung", "sonstig", "vapaa sana",
    "muuta palautetta", "ettepanek", "tähelepanek", "komentār", "ieteikum", "komentar", "pastab",
    "pasiūlym", "uwagi", "sugesti", "øvrige", "övriga synpunkter", "merknad",
  ]
}
