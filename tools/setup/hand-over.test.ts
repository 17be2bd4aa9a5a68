import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'

const module = path.join(import.meta.dirname, 'hand-over.mjs')

/** A process that hands over to `node -e script`, as setup.mjs does. */
function handOverTo(script: string) {
  const command = JSON.stringify([process.execPath, '-e', script])
  const code = `
    import { handOver } from ${JSON.stringify(module)}
    process.exitCode = await handOver(${command}, { cwd: process.cwd(), env: process.env })`
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'ignore'] })
}

test('the exit code is the one of the command', async () => {
  const [code] = await once(handOverTo('process.exit(7)'), 'exit')
  expect(code).toBe(7)
})

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s reaches the command, which ends in its own way',
  async (signal) => {
    const child = handOverTo(`
    process.on('${signal}', () => process.exit(5))
    setInterval(() => {}, 1000)
    console.log('ready')`)
    await once(child.stdout, 'data')
    child.kill(signal)
    const [code] = await once(child, 'exit')
    expect(code).toBe(5)
  },
)

test('a command that a signal ended is reported the way shells do', async () => {
  const [code] = await once(handOverTo(`process.kill(process.pid, 'SIGKILL')`), 'exit')
  expect(code).toBe(128 + 9)
})
