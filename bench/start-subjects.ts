import { startFleetSubject } from './fleet-subject.ts'
import { startKeywaySubject } from './keyway-subject.ts'
import { startLimitSubject } from './limit/limit-subject.ts'
import type { InstalledPeers } from './peers/install-peers.ts'
import { startN8n } from './peers/n8n.ts'
import { startNodeRed } from './peers/node-red.ts'
import type { BenchPostgres } from './postgres.ts'
import type { FlowKind, Subject } from './subject.ts'

export interface SubjectParts {
  postgres: BenchPostgres
  /** null: Keyway and its limit only. */
  peers: InstalledPeers | null
  /** Processes of one role each, too. */
  withFleet: boolean
  profileDirectory: string | undefined
  /** Whether something of this name is measured. */
  isChosen: (name: string) => boolean
}

/** Starts all that is measured with one flow, ready to take deliveries. Whoever gets them stops them. */
export async function startSubjects(
  { postgres, peers, withFleet, profileDirectory, isChosen }: SubjectParts,
  flow: FlowKind,
): Promise<Subject[]> {
  const storages = ['sqlite', 'postgres'] as const
  const starts: [string, () => Promise<Subject>][] = storages.flatMap((storage) => [
    [
      `keyway ${storage} ${flow}`,
      () => startKeywaySubject({ postgres, profileDirectory }, { storage, flow }),
    ],
    [`limit ${storage} ${flow}`, () => startLimitSubject({ postgres }, { storage, flow })],
  ])
  if (withFleet) {
    for (const workers of [1, 2]) {
      starts.push([`fleet ${workers} postgres ${flow}`, () => startFleetSubject(postgres, { workers, flow })])
    }
  }
  if (peers !== null) {
    const { n8n, nodeRed } = peers
    starts.push(
      [`n8n default ${flow}`, () => startN8n({ peer: n8n, postgres }, { settings: 'default', flow })],
      [`n8n best ${flow}`, () => startN8n({ peer: n8n, postgres }, { settings: 'best', flow })],
      [`node-red ${flow}`, () => startNodeRed(nodeRed, flow)],
    )
  }
  const subjects: Subject[] = []
  try {
    for (const [name, start] of starts) if (isChosen(name)) subjects.push(await start())
    return subjects
  } catch (error) {
    await stopSubjects(subjects)
    throw error
  }
}

export async function stopSubjects(subjects: readonly Subject[]): Promise<void> {
  for (const { stop } of subjects) await stop()
}
