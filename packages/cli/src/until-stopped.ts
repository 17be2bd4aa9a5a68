/** Resolves at Ctrl-C or a request to terminate. A second one ends the process at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of signals) process.removeListener(signal, stop)
      resolve()
    }
    for (const signal of signals) process.once(signal, stop)
  })
}

const signals = ['SIGINT', 'SIGTERM'] as const
