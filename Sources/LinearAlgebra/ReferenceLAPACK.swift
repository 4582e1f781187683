internal import CLAPACK
internal import Glibc

/// The routines of the reference LAPACK, looked up once.
///
/// Why the library is opened at run time by its path and not linked: on Debian `-llapacke` ends in
/// `libblas.so.3` and `liblapack.so.3`, and those names belong to the alternatives system. On a
/// machine where OpenBLAS happens to be installed, the same program would compute with kernels
/// chosen by the processor and sums split over threads, and print other last digits. Linking the
/// netlib archives would pin them, but they lie in folders that are not searched, a folder to
/// search is a flag that a package used as a dependency may not set, and the archives that *are*
/// found (`liblapack.a`) belong to the alternatives too. So the netlib files, which
/// `liblapack3` and `libblas3` always put in the same places, are opened in the order BLAS, LAPACK,
/// LAPACKE: the loader then satisfies the needs of each by the one already open of the same name.
/// They have one thread and no kernels chosen by processor. A program that never solves anything
/// does not pay for loading them either.
///
/// Where the netlib files are missing (another distribution), whatever the loader finds is taken,
/// with OpenBLAS held to one thread and its oldest kernel, and ``referenceLibraryName`` says which
/// file it was.
///
/// Unchecked because pointers to C functions carry no mark of it; they are set once and the
/// routines keep no state.
struct ReferenceLAPACK: @unchecked Sendable {
  let factorCholesky: lapacke_dpotrf_function
  let solveCholesky: lapacke_dpotrs_function
  let invertCholesky: lapacke_dpotri_function
  let solveGeneral: lapacke_dgesv_function
  let leastSquares: lapacke_dgelsd_function
  let singularValues: lapacke_dgesdd_function
  let eigenSymmetric: lapacke_dsyev_function
  /// The file whose matrix product the routines use.
  let fileName: String

  /// The routines, or why there are none.
  static let loaded: Result<ReferenceLAPACK, LinearAlgebraError> = Result {
    () throws(LinearAlgebraError) in try load()
  }

  #if arch(x86_64)
    private static let folder = "/usr/lib/x86_64-linux-gnu"
  #elseif arch(arm64)
    private static let folder = "/usr/lib/aarch64-linux-gnu"
  #else
    private static let folder = "/usr/lib"
  #endif

  private static func load() throws(LinearAlgebraError) -> ReferenceLAPACK {
    // Read only by OpenBLAS, when it is opened below for want of the reference; set by the user
    // they stay.
    setenv("OPENBLAS_NUM_THREADS", "1", 0)
    setenv("OPENBLAS_CORETYPE", "PRESCOTT", 0)
    let blas = try open([folder + "/blas/libblas.so.3", "libblas.so.3"])
    let lapack = try open([folder + "/lapack/liblapack.so.3", "liblapack.so.3"])
    let lapacke = try open([folder + "/liblapacke.so.3", "liblapacke.so.3", "liblapacke.so"])
    return ReferenceLAPACK(
      factorCholesky: unsafeBitCast(
        try symbol("LAPACKE_dpotrf", lapacke), to: lapacke_dpotrf_function.self),
      solveCholesky: unsafeBitCast(
        try symbol("LAPACKE_dpotrs", lapacke), to: lapacke_dpotrs_function.self),
      invertCholesky: unsafeBitCast(
        try symbol("LAPACKE_dpotri", lapacke), to: lapacke_dpotri_function.self),
      solveGeneral: unsafeBitCast(
        try symbol("LAPACKE_dgesv", lapacke), to: lapacke_dgesv_function.self),
      leastSquares: unsafeBitCast(
        try symbol("LAPACKE_dgelsd", lapacke), to: lapacke_dgelsd_function.self),
      singularValues: unsafeBitCast(
        try symbol("LAPACKE_dgesdd", lapacke), to: lapacke_dgesdd_function.self),
      eigenSymmetric: unsafeBitCast(
        try symbol("LAPACKE_dsyev", lapacke), to: lapacke_dsyev_function.self),
      fileName: fileHolding("dgemm_", lapack) ?? fileHolding("dgemm_", blas) ?? "unknown")
  }

  private static func open(
    _ names: [String]
  ) throws(LinearAlgebraError) -> UnsafeMutableRawPointer {
    for name in names {
      if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) { return handle }
    }
    throw .libraryNotFound(dlerror().map { String(cString: $0) } ?? names.joined(separator: ", "))
  }

  private static func symbol(
    _ name: String, _ library: UnsafeMutableRawPointer
  ) throws(LinearAlgebraError) -> UnsafeMutableRawPointer {
    guard let address = dlsym(library, name) else { throw .libraryNotFound("no \(name)") }
    return address
  }

  private static func fileHolding(
    _ name: String, _ library: UnsafeMutableRawPointer
  ) -> String? {
    var found = loaded_symbol()
    guard let address = dlsym(library, name), loaded_symbol_at(address, &found) != 0 else {
      return nil
    }
    return found.file_name.map { String(cString: $0) }
  }
}

/// The file of the BLAS that the routines of this room compute with, for the provenance of a result.
///
/// On Debian `…/blas/libblas.so.3`, the reference implementation of netlib, whatever the
/// alternatives system prefers. An empty name when the library could not be loaded.
public var referenceLibraryName: String {
  (try? ReferenceLAPACK.loaded.get())?.fileName ?? ""
}
