import type { account, executions, flows, folders, system } from '@keyway/api'
import type { Json } from '@keyway/sdk'
import { FakeProblem } from './problem.ts'
import { breachEvent, breachRuns, logFlow } from './flows.ts'
import {
  createSamples,
  minute,
  type Connection,
  type Execution,
  type FlowDetail,
  type Hook,
  type Out,
} from './samples.ts'

/** Everything the fake API remembers; it is gone with the process. */
export function createFakeState() {
  const started = Date.now()
  let isSignedIn = process.env['FIXTURE'] !== 'signed-out'
  let isSetupNeeded = process.env['FIXTURE'] === 'setup'
  if (isSetupNeeded) isSignedIn = false
  const isEmpty = process.env['FIXTURE'] === 'empty'
  let next = 1_000
  const newId = () => `01999999-0000-7000-8000-${String((next += 1)).padStart(12, '0')}`
  const person: Out<typeof account.getSession.answer> = {
    id: 'p1',
    email: 'grace@acme.example',
    name: 'Grace Hopper',
    role: 'admin',
  }

  const { flowList, execution, executionList, connectionList, hookList, tokenList, eventList, tableList } =
    createSamples(started, isEmpty)

  const find = <Item extends { id: string }>(items: readonly Item[], id: string, what: string): Item => {
    const item = items.find((candidate) => candidate.id === id)
    if (item === undefined) throw new FakeProblem(404, `There is no ${what} with the id "${id}".`)
    return item
  }

  const change = (id: string, edit: (flow: FlowDetail) => Partial<FlowDetail>): FlowDetail => {
    const at = flowList.findIndex((candidate) => candidate.id === id)
    const known = find(flowList, id, 'flow')
    return (flowList[at] = { ...known, ...edit(known) })
  }

  const folderPaths = new Set(flowList.flatMap(({ folder }) => folder ?? []))
  /** A folder's id is its path here. */
  const folderAnswer = (): Out<typeof folders.listFolders.answer> => ({
    items: [...folderPaths].map((path) => ({
      id: path,
      path,
      flows: flowList.filter(({ folder }) => folder === path).length,
      total: flowList.filter(({ folder }) => folder === path || folder?.startsWith(`${path}/`) === true)
        .length,
    })),
  })

  return {
    get isSetupNeeded() {
      return isSetupNeeded
    },
    signUp(body: { email: string; name: string }) {
      isSetupNeeded = false
      isSignedIn = true
      return { ...person, ...body, id: 'p1' }
    },
    signIn(body: { password: string }) {
      if (body.password !== 'fixture password') throw new FakeProblem(401, 'E-mail or password is wrong.')
      isSignedIn = true
      return person
    },
    session() {
      if (!isSignedIn) throw new FakeProblem(401, 'Sign in first.')
      return person
    },
    signOut() {
      isSignedIn = false
    },
    tokens: tokenList,
    createToken(body: { name: string; role: 'viewer' | 'operator' | 'builder' | 'admin' }) {
      const made = { id: newId(), ...body, createdAt: Date.now(), lastUsedAt: null }
      tokenList.push(made)
      return { ...made, token: 'kw_5bT0q7vZ1h5Jm2xY8nKcW4rT9bLw3Rk6' }
    },
    revokeToken(id: string) {
      tokenList.splice(
        tokenList.findIndex((token) => token.id === id),
        1,
      )
    },
    system: (): Out<typeof system.getSystem.answer> => ({
      version: '0.1.0',
      storage: 'sqlite',
      publicUrl: 'https://keyway.acme.example',
      startedAt: started - 400 * minute,
      executions: { running: 2, waiting: 5, queued: 0, inDoubt: 1 },
      counters: { 'ingest.accepted': 3921, 'ingest.refused.secret': 2, 'ingest.duplicates': 14 },
    }),
    connections: connectionList,
    createConnection(body: { name: string; connector: string; values: Record<string, Json> }): Connection {
      const made: Connection = {
        id: newId(),
        name: body.name,
        connector: body.connector,
        settings: {},
        secretsSet: Object.keys(body.values).filter((key) => /token|password/.test(key)),
        keys: [],
        createdAt: Date.now(),
        updatedAt: Date.now(),
        test: null,
        usedByFlows: 0,
      }
      connectionList.push(made)
      return made
    },
    updateConnection(id: string, body: { name?: string | undefined }): Connection {
      const known = find(connectionList, id, 'connection')
      return Object.assign(known, { name: body.name ?? known.name, updatedAt: Date.now() })
    },
    deleteConnection(id: string) {
      const known = find(connectionList, id, 'connection')
      if (known.usedByFlows > 0)
        throw new FakeProblem(
          409,
          `"${known.name}" is used by ${known.usedByFlows} flows. Bind them to another connection first.`,
        )
      connectionList.splice(connectionList.indexOf(known), 1)
    },
    testConnection(id: string) {
      const known = find(connectionList, id, 'connection')
      known.test = { at: Date.now(), ok: true, message: `Connected as ${known.name}.` }
      return { ok: true, message: known.test.message }
    },
    hooks: hookList,
    createHook(body: { name: string; headerName: string; key?: string | undefined }): Hook {
      const made: Hook = {
        id: newId(),
        name: body.name,
        url: 'https://keyway.acme.example/hooks/okta/n3wH00kUrl',
        headerName: body.headerName,
        secret: body.key ?? 'generated0key1with2many3characters4',
        createdAt: Date.now(),
        verifiedAt: null,
        lastDeliveryAt: null,
        deliveries: 0,
        events: 0,
        refused: 0,
        wantedTypes: [],
        needsAll: false,
      }
      hookList.push(made)
      return made
    },
    updateHook(id: string, body: { key?: string | undefined }): Hook {
      return Object.assign(
        find(hookList, id, 'receiver'),
        body.key === undefined ? {} : { secret: 'new0generated1key2with3characters' },
      )
    },
    deleteHook(id: string) {
      hookList.splice(hookList.indexOf(find(hookList, id, 'receiver')), 1)
    },
    events: eventList,
    event: (id: string) => ({ ...find(eventList, id, 'event'), payload: breachEvent, skipped: [] }),
    flows: flowList,
    flow: (id: string) => find(flowList, id, 'flow'),
    bind: (id: string, bindings: Record<string, string | null>) =>
      change(id, (known) => ({
        bindings: known.bindings.map((one) => ({
          ...one,
          connectionId: bindings[one.name] ?? one.connectionId,
        })),
      })),
    publish: (id: string) =>
      change(id, (known) => ({
        hasUnpublishedChanges: false,
        published: known.draft,
        publishedVersion: (known.publishedVersion ?? 0) + 1,
      })),
    switchFlow: (id: string, isOn: boolean) => {
      const known = find(flowList, id, 'flow')
      if (isOn && known.problems.some((problem) => problem.severity === 'error'))
        throw new FakeProblem(409, `"${known.name}" cannot be switched on: ${known.problems[0]?.message}`)
      return change(id, () => ({ isOn }))
    },
    discard: (id: string) =>
      change(id, ({ draft, published }) => ({ draft: published ?? draft, hasUnpublishedChanges: false })),
    changeDetails(
      id: string,
      {
        folder,
        owner,
        tags,
      }: {
        folder?: string | null | undefined
        owner?: string | null | undefined
        tags?: string[] | undefined
      },
    ) {
      if (typeof folder === 'string') folderPaths.add(folder)
      return change(id, (known) => ({
        folder: folder === undefined ? known.folder : folder,
        owner: owner === undefined ? known.owner : owner,
        tags: tags ?? known.tags,
      }))
    },
    folders: () => folderAnswer(),
    createFolder(path: string) {
      folderPaths.add(path)
      return folderAnswer()
    },
    renameFolder(id: string, path: string) {
      folderPaths.delete(id)
      folderPaths.add(path)
      for (const flow of flowList) if (flow.folder === id) change(flow.id, () => ({ folder: path }))
      return folderAnswer()
    },
    deleteFolder(id: string) {
      folderPaths.delete(id)
    },
    deleteFlow(id: string) {
      flowList.splice(flowList.indexOf(find(flowList, id, 'flow')), 1)
    },
    importFlows(body: {
      files: readonly { name: string }[]
      dryRun: boolean
    }): Out<typeof flows.importFlows.answer> {
      const stored = body.dryRun ? {} : { id: 'flow-breach' }
      return {
        files: body.files.map((file) => ({
          file: file.name,
          warnings: ['The table "Users" comes without rows: exports never carry them.'],
          flows: [
            {
              name: 'Breached password: notify and lock',
              kind: 'event',
              cards: 14,
              exact: 11,
              adapted: 2,
              unsupported: [
                {
                  card: 'okta.legacyCard',
                  title: 'Legacy card',
                  reason: 'The okta connector of Keyway has no such action yet.',
                  advice: 'Use the custom API action of the okta connector.',
                  step: 'steps[3]',
                },
              ],
              adaptations: [
                {
                  card: 'flow.ifelse',
                  title: 'If/Else',
                  reason: 'Compared as text, as the original did.',
                  advice: 'Choose the type of both sides in the condition.',
                  step: 'steps[1]',
                },
                {
                  card: 'gmail.sendEmail',
                  title: 'Send email',
                  reason: 'Attachments are not sent.',
                  advice: 'Send a link to the file instead.',
                  step: null,
                },
              ],
              ...stored,
            },
            {
              name: 'Log one target',
              kind: 'helper',
              cards: 3,
              exact: 3,
              adapted: 0,
              unsupported: [],
              ...stored,
            },
          ],
        })),
        errors: [],
        totals: {
          files: body.files.length,
          flows: 2,
          bodies: 5,
          cards: 17,
          exact: 14,
          adapted: 2,
          unsupported: 1,
        },
        connections: [
          { name: 'acme-okta', connector: 'okta', flows: ['Breached password: notify and lock'] },
          { name: 'acme-slack', connector: 'slack', flows: ['Breached password: notify and lock'] },
        ],
      }
    },
    executions: executionList,
    listExecutions(query: Out<typeof executions.listExecutions.query>) {
      const from = Number(query.cursor ?? 0)
      const found = executionList.filter(
        (item) =>
          (query.flowId === undefined || item.flowId === query.flowId) &&
          (query.status === undefined || item.status === query.status) &&
          (query.eventId === undefined || item.eventId === query.eventId) &&
          (query.from === undefined || item.createdAt >= query.from),
      )
      const items = found.slice(from, from + query.limit)
      return { items, next: from + query.limit < found.length ? String(from + query.limit) : null }
    },
    execution(id: string): Out<typeof executions.getExecution.answer> {
      const known = find(executionList, id, 'execution')
      const owner = flowList.find((candidate) => candidate.id === known.flowId)
      const isBreach = known.flowId === 'flow-breach'
      const isDoubt = known.status === 'in_doubt'
      const runs = isBreach
        ? breachRuns(known.createdAt)
        : isDoubt
          ? [
              {
                step: 'steps[0]',
                id: 'user',
                turns: [],
                status: 'running' as const,
                startedAt: known.createdAt,
                finishedAt: null,
                input: { user: 'ada@acme.example' },
                output: null,
                error: null,
                command: 1,
              },
            ]
          : []
      const failed = known.status === 'failed' ? runs.at(-1) : undefined
      return {
        ...known,
        omitted: {},
        progress: [],
        forecast: null,
        waits: [],
        postponed: [],
        line: null,
        isJournalKept: true,
        cause: null,
        document: owner?.draft ?? logFlow,
        trigger: isBreach
          ? breachEvent
          : known.mode === 'endpoint'
            ? {
                headers: { host: 'keyway.acme.example' },
                query: {},
                body: '{"email":"ada@acme.example"}',
                inputs: { email: 'ada@acme.example', manager: null },
              }
            : { login: 'ada@acme.example', count: 3, dryRun: true, groups: ['a', 'b'] },
        steps: failed === undefined && isBreach ? runs.slice(0, -1) : runs,
        output: null,
        error: failed?.error ?? null,
        failedStep: failed?.step ?? null,
        inDoubt: isDoubt
          ? { command: 1, step: 'steps[0]', action: 'okta.read_user', since: known.createdAt }
          : null,
        children: isBreach
          ? [5, 7, 9].map((command) => ({
              id: `0199aaaa-0000-7000-8000-00000000000${command}`,
              flowName: 'Log one target',
              status: 'succeeded' as const,
              command,
            }))
          : [],
        cut: [],
        reruns: [],
        replay: 'faithful',
      }
    },
    setStatus: (id: string, status: Execution['status']) =>
      Object.assign(find(executionList, id, 'execution'), { status, finishedAt: Date.now() }),
    tables: tableList,
    rows: ['ada', 'alan', 'edsger'].map((user, at) => ({
      id: `row-${at}`,
      createdAt: started - at * minute,
      version: 1,
      updatedAt: started - at * minute,
      values: {
        user: `${user}@acme.example`,
        group: 'Finance',
        expires: '2026-12-01T00:00:00.000Z',
        days: 14,
        approved: at !== 1,
      },
    })),
    /** One execution more every few seconds, told on the stream. */
    live() {
      let timer: ReturnType<typeof setInterval> | undefined
      const encoder = new TextEncoder()
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(encoder.encode(': open\n\n'))
          timer = setInterval(() => {
            if (isEmpty) return
            const made: Execution = {
              ...execution(3),
              id: newId(),
              status: 'succeeded',
              createdAt: Date.now(),
              startedAt: Date.now() - 80,
              finishedAt: Date.now(),
            }
            executionList.unshift(made)
            const told = { id: made.id, flowId: made.flowId, status: made.status, parentId: null }
            controller.enqueue(encoder.encode(`event: execution\ndata: ${JSON.stringify(told)}\n\n`))
          }, 4_000)
        },
        cancel: () => clearInterval(timer),
      })
      return new Response(stream, {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      })
    },
  }
}
