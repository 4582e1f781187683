/// The ends of a scale as a question states them.
///
/// Reads `(0–10)`, `1-5`, `from 0 to 10`, `0 = not at all … 10 = completely`.
func statedEnds(_ header: String) -> (low: Int, high: Int)? {
  var numbers: [(value: Int, before: String)] = []
  var between = ""
  var digits = ""
  for character in folded(header) + " " {
    if character.isASCII, character.isNumber {
      digits.append(character)
      continue
    }
    if !digits.isEmpty {
      numbers.append((Int(digits) ?? -1, between))
      between = ""
      digits = ""
    }
    between.append(character)
  }
  let ranges: Set<String> = [
    "-", "to", "til", "till", "bis", "...", "..", "…", "do", "iki", "līdz", "kuni", "ja", "and",
    "og", "und", "och", "i", "ir", "un",
  ]
  let highs: Set<Int> = [3, 4, 5, 6, 7, 10]
  for (low, high) in zip(numbers, numbers.dropFirst())
  where (0...1).contains(low.value) && highs.contains(high.value) {
    if ranges.contains(trimmed(high.before)) { return (low.value, high.value) }
  }
  // Words for each end: "0 = not at all, 10 = completely", "1 (never) to 5 (every day)".
  let marks = [
    "=", " =", ":", " :", " means", " betyder", " bedeutet", " tarkoittaa", " tähendab", " nozīmē",
    " reiškia", " oznacza", " betyr", " er ", " är ", " (", " - ", "(",
  ]
  var marked: [Int] = []
  for (index, number) in numbers.enumerated() {
    let after = index + 1 < numbers.count ? numbers[index + 1].before : between
    if marks.contains(where: { after.hasPrefix($0) }) { marked.append(number.value) }
  }
  guard marked.count >= 2, let low = marked.min(), let high = marked.max(),
    (0...1).contains(low), highs.contains(high)
  else { return nil }
  return (low, high)
}
