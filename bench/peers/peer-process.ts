import { startProgram, type Child } from '../child.ts'

/** Starts a peer's program on the Node of this process, with nothing of this process's settings. */
export function startPeerProcess(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Child {
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env
  return startProgram([program, ...args], { PATH, HOME, LANG, ...env })
}
