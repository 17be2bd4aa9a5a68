/** What has to be closed, the last opened first. */
export interface Closers {
  add: (close: () => Promise<unknown> | void) => void
  /** Closes everything once, however often it is called. What fails does not keep the rest from being closed. */
  close: () => Promise<void>
}

export function createClosers(onError: (error: unknown) => void): Closers {
  const open: (() => Promise<unknown> | void)[] = []
  let closing: Promise<void> | undefined
  async function closeAll(): Promise<void> {
    for (let close = open.pop(); close !== undefined; close = open.pop()) {
      try {
        await close()
      } catch (error) {
        onError(error)
      }
    }
  }
  return {
    add: (close) => void open.push(close),
    close: () => (closing ??= closeAll()),
  }
}
