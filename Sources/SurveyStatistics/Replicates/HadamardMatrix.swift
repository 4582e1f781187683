/// A square matrix of +1 and −1 whose rows are orthogonal.
///
/// Rows and columns begin with the row and column of ones. Balanced repeated replication takes one
/// of the other rows for each stratum, so the order is above the number of strata.
///
/// The order is the one that R's `hadamard` chooses, and so is the matrix unless it comes from one
/// of order 28 or 36: the smallest that is a power of two, or p + 1 for a prime p of 4k + 3
/// (Paley's first construction), or such a matrix doubled again and again (Sylvester); 28 and 36 by
/// Paley's second construction.
struct HadamardMatrix: Sendable {
  let order: Int
  /// Whether each entry is +1, row after row.
  private var isPositive: [Bool]

  /// The matrix for so many strata, of an order above it.
  init(above count: Int) {
    let next = max(0, count) / 4 * 4 + 4
    if let matrix = Self.doubled(to: next) {
      self = matrix
      return
    }
    var prime = next - 1
    while !Self.isPrime(prime) { prime += 4 }
    var order = next
    while order < prime + 1 {
      if let matrix = Self.doubled(to: order) {
        self = matrix
        return
      }
      order += 4
    }
    self = Self.paley(prime)
  }

  /// Whether the entry is +1.
  func isPositive(row: Int, column: Int) -> Bool { isPositive[row * order + column] }

  private init(order: Int, entry: (Int, Int) -> Bool) {
    self.order = order
    isPositive = []
    isPositive.reserveCapacity(order * order)
    for row in 0..<order {
      for column in 0..<order { isPositive.append(entry(row, column)) }
    }
  }

  /// A matrix of an order by doubling one of order 1, 28, 36 or p + 1.
  private static func doubled(to order: Int) -> HadamardMatrix? {
    var base = order
    while base > 1, base % 2 == 0, base % 8 == 0 || base <= 4 { base /= 2 }
    var matrix: HadamardMatrix
    switch base {
    case 1: matrix = HadamardMatrix(order: 1) { _, _ in true }
    case 28: matrix = paleyOfSecondKind(13)
    case 36: matrix = paleyOfSecondKind(17)
    default:
      guard base % 4 == 0, isPrime(base - 1) else { return nil }
      matrix = paley(base - 1)
    }
    while matrix.order < order {
      let half = matrix
      matrix = HadamardMatrix(order: 2 * half.order) { row, column in
        let sign = row < half.order || column < half.order
        return half.isPositive(row: row % half.order, column: column % half.order) == sign
      }
    }
    return matrix
  }

  /// Order p + 1 for a prime p = 4k + 3: +1 where row and column add up to a non-residue.
  private static func paley(_ prime: Int) -> HadamardMatrix {
    let isResidue = residues(prime)
    return HadamardMatrix(order: prime + 1) { row, column in
      guard row > 0, column > 0 else { return true }
      let sum = (row + column - 2) % prime
      return sum != 0 && !isResidue[sum]
    }
  }

  /// Order 2(p + 1) for a prime p = 4k + 1, its first row and column made +1.
  private static func paleyOfSecondKind(_ prime: Int) -> HadamardMatrix {
    let isResidue = residues(prime)
    // The conference matrix: 0 on the diagonal, 1 at the border, else the quadratic character.
    func conference(_ row: Int, _ column: Int) -> Int {
      if row == column { return 0 }
      if row == 0 || column == 0 { return 1 }
      return isResidue[(row - column + prime) % prime] ? 1 : -1
    }
    func isPositive(_ row: Int, _ column: Int) -> Bool {
      let c = conference(row / 2, column / 2)
      let second = (row % 2, column % 2)
      if c == 0 { return second == (0, 0) }
      return (second == (1, 1)) != (c > 0)
    }
    return HadamardMatrix(order: 2 * (prime + 1)) { row, column in
      // Rows and columns that begin with −1 change sign.
      let signs = [isPositive(row, 0), isPositive(0, column), isPositive(0, 0)]
      return signs.reduce(isPositive(row, column)) { $0 == $1 }
    }
  }

  private static func residues(_ prime: Int) -> [Bool] {
    var isResidue = [Bool](repeating: false, count: prime)
    for number in 1..<prime { isResidue[number * number % prime] = true }
    return isResidue
  }

  private static func isPrime(_ number: Int) -> Bool {
    guard number > 3 else { return number > 1 }
    var divisor = 2
    while divisor * divisor <= number {
      if number % divisor == 0 { return false }
      divisor += 1
    }
    return true
  }
}
