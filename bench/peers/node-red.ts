import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeTemporaryDirectory } from '../cleanup.ts'
import { findFreePort } from '../listen.ts'
import { startStub } from '../stub.ts'
import { expectCounts, waitForCount, type FlowKind, type Subject } from '../subject.ts'
import { firstAccepted } from './first-accepted.ts'
import type { Peer } from './install-peer.ts'
import { nodeRedFlow } from './node-red-flow.ts'
import { startPeerProcess } from './peer-process.ts'

/** Node-RED with the measured flow deployed. It keeps nothing of what it accepts or does. */
export async function startNodeRed(peer: Peer, flow: FlowKind): Promise<Subject> {
  const stub = flow === 'http' ? await startStub() : null
  const { directory, remove } = makeTemporaryDirectory('node-red')
  const port = await findFreePort()
  const address = `http://127.0.0.1:${port}`
  const settings = path.join(directory, 'settings.cjs')
  writeFileSync(
    settings,
    `module.exports = ${JSON.stringify({
      uiPort: port,
      uiHost: '127.0.0.1',
      httpAdminRoot: false,
      flowFile: 'flows.json',
      logging: { console: { level: 'warn' } },
    })}\n`,
  )
  writeFileSync(path.join(directory, 'flows.json'), JSON.stringify(nodeRedFlow(stub?.url ?? null)))
  const start = performance.now()
  const child = startPeerProcess(
    path.join(peer.directory, 'node_modules/node-red/red.js'),
    ['--settings', settings, '--userDir', directory],
    {},
  )
  const stop = async (): Promise<void> => {
    await child.stop()
    await stub?.close()
    remove()
  }
  const count = async (): Promise<number> => {
    const answer: unknown = await (await fetch(`${address}/completed`)).json()
    return typeof answer === 'object' && answer !== null && 'completed' in answer
      ? Number(answer.completed)
      : 0
  }
  try {
    await firstAccepted(`${address}/bench`, child)
    const startMs = performance.now() - start
    return {
      name: 'node-red',
      kind: 'peer',
      flow,
      storage: null,
      url: `${address}/bench`,
      headers: {},
      pids: [child.pid],
      databasePid: null,
      startMs,
      acceptedAtStart: 1,
      stub,
      drain: (accepted) => waitForCount(accepted, count),
      async check(accepted) {
        expectCounts({ name: 'node-red', stub }, { accepted, completed: await count() })
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
