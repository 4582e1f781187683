/// Wordings of common answer scales, from low to high, with the spellings of each step, in English
/// and languages around the sea.
///
/// Used only to draft codebooks: every use is marked for confirmation.
struct AnswerLadder {
  var steps: [[String]]

  /// The step of a folded answer, or nil.
  func step(of answer: String) -> Int? { steps.firstIndex { $0.contains(answer) } }

  private init(_ text: String) {
    steps = text.split(separator: "|").map { step in
      step.split(separator: "/").map { folded(String($0)) }
    }
  }

  /// Values by answer where every answer is a step of one ladder, else nil.
  ///
  /// Steps keep their place where an end was never chosen; where only the middle is absent the scale
  /// had no middle, and the steps above it move down.
  static func values(for answers: [String]) -> [Int]? {
    for ladder in all {
      let steps = answers.compactMap { ladder.step(of: spoken($0)) }
      guard steps.count == answers.count, Set(steps).count == steps.count, steps.count >= 2 else {
        continue
      }
      let middle = ladder.steps.count % 2 == 1 ? ladder.steps.count / 2 : -1
      let lacksOnlyMiddle =
        steps.count == ladder.steps.count - 1 && middle >= 0 && !steps.contains(middle)
      return steps.map { lacksOnlyMiddle && $0 > middle ? $0 : $0 + 1 }
    }
    return nil
  }

  /// The answers of the ladder with their values, lowest first, and the ends of a short one that
  /// nobody chose: an end that was offered is still an end.
  static func answers(for answers: [String]) -> [ColumnGuess.Answer]? {
    guard let values = values(for: answers) else { return nil }
    var drafted = zip(answers, values).map { ColumnGuess.Answer(label: $0, value: Double($1)) }
    let ladder = all.first { ladder in answers.allSatisfy { ladder.step(of: spoken($0)) != nil } }
    if let ladder, (3...5).contains(ladder.steps.count), let most = values.max() {
      let top = ladder.steps.count
      let hasNoMiddle = answers.count == top - 1 && values.contains(1) && most == top - 1
      if !values.contains(1), let word = ladder.steps[0].first {
        drafted.append(.init(label: Self.capitalized(word), value: 1))
      }
      if most < top, !hasNoMiddle, let word = ladder.steps[top - 1].first {
        drafted.append(.init(label: Self.capitalized(word), value: Double(top)))
      }
    }
    return drafted.sorted { ($0.value ?? 0) < ($1.value ?? 0) }
  }

  private static func capitalized(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  static let all: [AnswerLadder] = [
    """
    strongly disagree/completely disagree/totally disagree|disagree/rather disagree/somewhat \
    disagree|neither agree nor disagree/neutral/neither|agree/rather agree/somewhat agree|\
    strongly agree/completely agree/totally agree
    """,
    """
    very dissatisfied|dissatisfied/rather dissatisfied/somewhat dissatisfied|neither satisfied \
    nor dissatisfied/neutral/neither|satisfied/rather satisfied/somewhat satisfied|very \
    satisfied
    """,
    "never|rarely/seldom|sometimes/occasionally|often|always/very often",
    "no|maybe/partly/somewhat/to some extent/yes, somewhat/not sure|yes/yes, definitely",
    "nej|måske/delvist/til dels|ja", "nej|kanske/delvis|ja", "nein|vielleicht/teilweise|ja",
    "ei|ehkä/osittain|kyllä", "ei|võib-olla/osaliselt|jah", "nē|varbūt/daļēji|jā",
    "ne|galbūt/iš dalies|taip", "nie|może/częściowo|tak", "nei|kanskje/delvis|ja",
    "worse/much worse|about the same/the same/no change/unchanged|better/much better",
    """
    very unlikely/not at all likely|unlikely/rather unlikely/somewhat unlikely|neither likely nor \
    unlikely/neutral/neither|likely/rather likely/somewhat likely|very likely
    """,
    """
    very unsafe|unsafe/a bit unsafe/rather unsafe|neither safe nor unsafe/neither|safe/fairly \
    safe/rather safe|very safe
    """,
    "much worse|worse|about the same/the same/no change/unchanged|better|much better",
    "poor|fair|good|very good|excellent",
    """
    not important at all/not at all important|not important/slightly important|moderately \
    important/fairly important|important/rather important|very important/extremely important
    """,
    "meget uenig|uenig|hverken eller/neutral/hverken enig eller uenig|enig|meget enig",
    "svært uenig/veldig uenig|uenig|nøytral/verken eller|enig|svært enig/veldig enig",
    "håller inte alls med|håller inte med|varken eller/neutral|håller med|håller helt med",
    """
    meget dårlig/meget dårligt|dårlig/dårligt|hverken god eller dårlig/hverken eller/middel/\
    nogenlunde|god/godt|meget god/meget godt
    """,
    "svært dårlig|dårlig|verken god eller dårlig/verken eller|god|svært god",
    "mycket dålig/mycket dåligt|dålig/dåligt|varken bra eller dålig/varken eller|bra|mycket bra",
    "sehr schlecht|schlecht|mittelmäßig/teils teils/weder noch|gut|sehr gut",
    "erittäin huono|huono|kohtalainen/keskinkertainen|hyvä|erittäin hyvä",
    "väga halb|halb|keskmine/rahuldav|hea|väga hea",
    "ļoti slikti/ļoti slikta|slikti/slikta|viduvēji/vidēja|labi/laba|ļoti labi/ļoti laba",
    "labai blogai/labai bloga|blogai/bloga|vidutiniškai/vidutinė|gerai/gera|labai gerai/labai gera",
    "bardzo źle/bardzo zła|źle/zła|przeciętnie/przeciętna|dobrze/dobra|bardzo dobrze/bardzo dobra",
    "meget utryg|utryg|hverken tryg eller utryg/hverken eller|tryg|meget tryg",
    "mycket otrygg|otrygg/ganska otrygg|varken eller|trygg/ganska trygg|mycket trygg",
    "sehr unsicher|unsicher/eher unsicher|weder noch/teils teils|sicher/eher sicher|sehr sicher",
    "aldrig|sjældnere|månedligt/hver måned|ugentligt/hver uge|dagligt/hver dag",
    "aldrig|mer sällan|varje månad|varje vecka|varje dag",
    "nie|seltener|monatlich|wöchentlich|täglich",
    "en koskaan|harvemmin|kuukausittain|viikoittain|päivittäin",
    "mitte kunagi|harvem|kord kuus/iga kuu|kord nädalas/iga nädal|iga päev",
    "nekad|retāk|reizi mēnesī/katru mēnesi|reizi nedēļā/katru nedēļu|katru dienu",
    "niekada|rečiau|kartą per mėnesį|kartą per savaitę|kasdien/kiekvieną dieną",
    "aldri|sjeldnere|månedlig|ukentlig|daglig",
    "very dissatisfied|fairly dissatisfied|neither/neutral|fairly satisfied|very satisfied",
    """
    slet ikke|i mindre grad/i lav grad/i ringe grad|i nogen grad|i høj grad|i meget høj grad
    """,
    "inte alls|i liten grad|i viss grad/i någon grad|i hög grad|i mycket hög grad",
    "ikke i det hele tatt|i liten grad|i noen grad|i stor grad|i svært stor grad",
    "gar nicht/überhaupt nicht|wenig/eher nicht|mittel/teilweise|ziemlich/eher|sehr/voll und ganz",
    "wcale|w małym stopniu|w średnim stopniu/częściowo|w dużym stopniu|w bardzo dużym stopniu",
    "never|once or twice/once|a few times/several times|many times/often|very often",
    "never|less than once a month/less often|once a month/monthly|once a week/weekly|daily/every day",
    "never|a few times a year/yearly|monthly/once a month|weekly/once a week|daily/every day",
    "aldrig|et par gange om året|månedligt|ugentligt|dagligt",
    "nigdy|kilka razy w roku|raz w miesiącu|raz w tygodniu|codziennie",
    """
    not at all|a little/not very much/slightly|somewhat/moderately/to some extent|very/quite a \
    lot/to a great extent/much|extremely/very much/completely
    """,
    "not too happy|pretty happy|very happy",
    "never|hardly ever/hardly|occasionally|some of the time/sometimes|often or always/often",
    "not at all|not very|fairly|very",
    "definitely disagree|tend to disagree|tend to agree|definitely agree",
    "not at all strongly/not at all|not very strongly|fairly strongly|very strongly",
    "helt uenig|overvejende uenig|overvejende enig|helt enig",
    "slet ikke/slet ikke stærkt|ikke særlig stærkt/ikke særligt stærkt|ret stærkt|meget stærkt",
    "inte alls/inte alls starkt|inte särskilt starkt|ganska starkt|mycket starkt",
    "tar helt avstånd|tar delvis avstånd|instämmer delvis|instämmer helt",
    "överhuvudtaget inte|i liten grad|i viss grad|i hög grad",
    "überhaupt nicht|nicht sehr stark/weniger stark|ziemlich stark|sehr stark",
    "stimme nicht zu|stimme eher nicht zu|stimme eher zu|stimme zu",
    "stimme überhaupt nicht zu|stimme eher nicht zu|stimme eher zu|stimme voll und ganz zu",
    "en lainkaan|en kovin vahvasti|melko vahvasti|erittäin vahvasti/hyvin vahvasti",
    "ikke i det hele tatt|ikke særlig sterkt|ganske sterkt/nokså sterkt|svært sterkt/veldig sterkt",
    "üldse mitte|mitte eriti tugevalt|üsna tugevalt|väga tugevalt",
    "nemaz/pavisam ne|ne pārāk stipri/ne īpaši stipri|diezgan stipri|ļoti stipri",
    "visai ne/visiškai ne|nelabai stipriai|gana stipriai|labai stipriai",
    "wcale/w ogóle nie|niezbyt silnie/niezbyt mocno|dość silnie/dość mocno|bardzo silnie/bardzo mocno",
    "zdecydowanie się nie zgadzam|raczej się nie zgadzam|raczej się zgadzam|zdecydowanie się zgadzam",
    "very bad/very poor|bad/poor|fair/neither good nor bad/average|good|very good",
    """
    never|less often/less than once a year|once a year|sevrl times a yr/several times a year/a \
    few times a year|once a month|2-3x a month/two or three times a month/several times a month|\
    nrly every week/nearly every week|every week/weekly/once a week|more thn once wk/several \
    times a week|every day/daily
    """,
    """
    helt uenig|uenig/delvist uenig|hverken enig eller uenig/hverken eller/neutral|enig/delvist \
    enig|helt enig
    """,
    """
    meget utilfreds|utilfreds|hverken tilfreds eller utilfreds/hverken eller|tilfreds|meget \
    tilfreds
    """,
    "aldrig|sjældent|nogle gange/af og til/indimellem|ofte|altid/meget ofte",
    """
    instämmer inte alls/tar helt avstånd|instämmer inte/instämmer delvis inte|varken eller/\
    varken instämmer eller tar avstånd/neutral|instämmer/instämmer delvis|instämmer helt
    """,
    """
    mycket missnöjd|missnöjd/ganska missnöjd|varken nöjd eller missnöjd/varken eller|nöjd/\
    ganska nöjd|mycket nöjd
    """,
    "aldrig|sällan|ibland|ofta|alltid/mycket ofta",
    """
    stimme überhaupt nicht zu/stimme gar nicht zu|stimme nicht zu/stimme eher nicht zu|weder \
    noch/teils teils/teils, teils/neutral|stimme zu/stimme eher zu|stimme voll zu/stimme voll \
    und ganz zu/stimme völlig zu
    """,
    """
    sehr unzufrieden|unzufrieden/eher unzufrieden|weder noch/teils teils|zufrieden/eher \
    zufrieden|sehr zufrieden
    """,
    "nie|selten|manchmal|oft/häufig|immer/sehr oft",
    """
    täysin eri mieltä|eri mieltä/jokseenkin eri mieltä/osittain eri mieltä|ei samaa eikä eri \
    mieltä/en samaa enkä eri mieltä|samaa mieltä/jokseenkin samaa mieltä/osittain samaa mieltä|\
    täysin samaa mieltä
    """,
    """
    erittäin tyytymätön|tyytymätön/melko tyytymätön|ei tyytyväinen eikä tyytymätön|tyytyväinen/\
    melko tyytyväinen|erittäin tyytyväinen
    """,
    "en koskaan/ei koskaan|harvoin|joskus|usein|aina/hyvin usein",
    """
    helt uenig|litt uenig/uenig/delvis uenig|verken enig eller uenig/verken eller|litt enig/\
    enig/delvis enig|helt enig
    """,
    """
    svært misfornøyd/veldig misfornøyd|misfornøyd|verken fornøyd eller misfornøyd|fornøyd|svært \
    fornøyd/veldig fornøyd
    """,
    "aldri|sjelden|av og til/noen ganger|ofte|alltid/svært ofte",
    """
    ei nõustu üldse/üldse ei nõustu|ei nõustu/pigem ei nõustu|nii ja naa/neutraalne|nõustun/\
    pigem nõustun|nõustun täielikult/täiesti nõus
    """,
    """
    väga rahulolematu|rahulolematu/pigem rahulolematu|nii ja naa/neutraalne|rahul/pigem rahul|\
    väga rahul
    """,
    "mitte kunagi|harva|mõnikord|sageli|alati/väga sageli",
    """
    pilnīgi nepiekrītu|nepiekrītu/drīzāk nepiekrītu|ne piekrītu, ne nepiekrītu/neitrāli|\
    piekrītu/drīzāk piekrītu|pilnīgi piekrītu
    """,
    """
    ļoti neapmierināts|neapmierināts/drīzāk neapmierināts|ne apmierināts, ne neapmierināts|\
    apmierināts/drīzāk apmierināts|ļoti apmierināts
    """,
    "nekad|reti|dažreiz|bieži|vienmēr/ļoti bieži",
    """
    visiškai nesutinku|nesutinku/greičiau nesutinku|nei sutinku, nei nesutinku|sutinku/greičiau \
    sutinku|visiškai sutinku
    """,
    """
    labai nepatenkintas|nepatenkintas|nei patenkintas, nei nepatenkintas|patenkintas|labai \
    patenkintas
    """,
    "niekada|retai|kartais|dažnai|visada/labai dažnai",
    """
    zdecydowanie się nie zgadzam/zdecydowanie nie|nie zgadzam się/raczej się nie zgadzam/raczej \
    nie|ani się zgadzam, ani się nie zgadzam/trudno powiedzieć/ani tak, ani nie|zgadzam się/raczej się zgadzam/\
    raczej tak|zdecydowanie się zgadzam/zdecydowanie tak
    """,
    """
    bardzo niezadowolony/bardzo niezadowolona|niezadowolony/raczej niezadowolony|ani \
    zadowolony, ani niezadowolony|zadowolony/raczej zadowolony|bardzo zadowolony/bardzo \
    zadowolona
    """,
    "nigdy|rzadko|czasami/czasem|często|zawsze/bardzo często",
  ].map(AnswerLadder.init)
}

/// An answer as it is looked up here: form programs write `tend_to_agree` for "Tend to agree".
func spoken(_ answer: String) -> String {
  folded(String(answer.map { $0 == "_" ? " " : $0 }))
}

/// Words for a missing answer with the reason they mean, folded.
let missingWords: [String: String] = {
  let words = [
    "do_not_know":
      """
    don't know/do not know/dont know/dk/not sure/ved ikke/ved det ikke/vet inte/vet ej/weiß \
    nicht/weiss nicht/en osaa sanoa/en tiedä/eos/vet ikke/ei tea/ei oska öelda/nezinu/grūti \
    pateikt/nežinau/sunku pasakyti/nie wiem/hard to say
    """,
    "refused":
      """
    refused/prefer not to say/prefer not to answer/rather not say/no answer/vil ikke svare/\
    ønsker ikke at svare/vill inte svara/keine angabe/en halua vastata/ønsker ikke å svare/\
    vil ikke svare/ei soovi vastata/nevēlos atbildēt/nenoriu atsakyti/odmowa/nie chcę \
    odpowiadać/wolę nie odpowiadać
    """,
    "not_applicable":
      """
    not applicable/n.a./ikke relevant/ej relevant/inte relevant/trifft nicht zu/ei koske \
    minua/ei kohaldu/neattiecas/netaikoma/nie dotyczy
    """,
  ]
  var reasons: [String: String] = [:]
  for (reason, list) in words {
    for word in list.components(of: "/") { reasons[folded(word)] = reason }
  }
  reasons["n/a"] = "not_applicable"
  return reasons
}()

extension String {
  /// The parts between a separator.
  fileprivate func components(of separator: Character) -> [String] {
    split(separator: separator).map(String.init)
  }
}
