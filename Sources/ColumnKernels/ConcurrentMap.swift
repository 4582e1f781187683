import Glibc
import Synchronization

/// How many threads work at once: one a processor, or what `PERLEMOR_THREADS` says.
///
/// No result depends on it: whatever is split over threads is put together in a fixed order.
@usableFromInline
package let threadCount: Int = {
  if let text = getenv("PERLEMOR_THREADS"), let wanted = Int(String(cString: text)), wanted > 0 {
    return min(wanted, 64)
  }
  return max(1, min(64, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}()

/// The values of `transform` for 0, 1, … `count` − 1 in this order, computed by several threads.
///
/// - Parameters:
///   - count: how many values there are.
///   - threads: at most how many threads work; the calling one is among them.
///   - state: makes what one thread keeps from one value to the next, such as a buffer.
///   - transform: computes a value; must not depend on what the state was used for before.
/// - Returns: the values.
@usableFromInline
package func concurrentMap<State, Value: Sendable>(
  _ count: Int, threads: Int = threadCount, state: @Sendable () -> State,
  _ transform: @Sendable (inout State, Int) -> Value
) -> [Value] {
  guard count > 1, threads > 1 else {
    guard count > 0 else { return [] }
    var own = state()
    return (0..<count).map { transform(&own, $0) }
  }
  return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
    nonisolated(unsafe) let values = buffer
    let next = Atomic<Int>(0)
    onThreads(min(threads, count)) {
      var own = state()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return }
        values.initializeElement(at: index, to: transform(&own, index))
      }
    }
    initialized = count
  }
}

/// The values of `transform` for 0, 1, … `count` − 1 in this order, computed by several threads.
@usableFromInline
package func concurrentMap<Value: Sendable>(
  _ count: Int, threads: Int = threadCount, _ transform: @Sendable (Int) -> Value
) -> [Value] {
  concurrentMap(count, threads: threads, state: {}, { _, index in transform(index) })
}

/// Runs `body` on so many threads at once, the calling one among them, and waits for all.
///
/// Where a thread cannot be had, the others do its share: `body` takes work until none is left.
private func onThreads(_ count: Int, _ body: @Sendable () -> Void) {
  withoutActuallyEscaping(body) { body in
    let work = ThreadWork(body)
    var threads: [pthread_t] = []
    for _ in 1..<count {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(work)
      let failure = pthread_create(
        &thread, nil,
        { context in
          if let context {
            Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().body()
          }
          return nil
        }, context.toOpaque())
      if failure == 0 { threads.append(thread) } else { context.release() }
    }
    body()
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// What a thread is to do, as an object that can cross `pthread_create`.
private final class ThreadWork: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
