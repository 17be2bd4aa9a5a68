import { startChild } from './child.ts'

/** Starts the plainest receiver there can be, whose rate no receiver on this machine exceeds by much. */
export async function startHttpFloor(): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = startChild(new URL('./http-floor-process.ts', import.meta.url), [])
  const [url] = await child.waitForOutput(/http:\S+/, 10_000)
  return { url, stop: child.stop }
}
