import type { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { record } from '../org/system-log.ts'

/** A page of settings that every org has exactly once. */
export type Settings = {
  path: string
  /** Each writes: PUT the whole, POST and PATCH what changes. */
  methods: readonly ('PUT' | 'POST' | 'PATCH')[]
  initial(org: OrgState): JsonObject
  /** Fields with a closed list of values. */
  allowed?: Readonly<Record<string, readonly unknown[]>>
  required?: readonly string[]
  /** Status of a write; default 200, and 204 has no body. */
  status?: 200 | 204
  event?: string
  show?(org: OrgState): JsonObject
}

export function mountSettings(app: Hono<SimEnv>, org: OrgState, pages: readonly Settings[]): void {
  for (const page of pages) {
    const read = () => org.settings.get(page.path) ?? page.initial(org)
    const show = () => ({ ...read(), ...page.show?.(org) })
    app.get(page.path, (c) => c.json(show()))
    for (const method of page.methods) {
      app.on(method, page.path, async (c) => {
        const body = await readBody(c)
        check(page, body)
        org.settings.set(page.path, { ...(method === 'PUT' ? page.initial(org) : read()), ...body })
        if (page.event !== undefined) {
          record(org, c.get('cause'), { eventType: page.event, target: [] })
        }
        return page.status === 204 ? c.body(null, 204) : c.json(show())
      })
    }
  }
}

function check({ allowed, required }: Settings, body: JsonObject): void {
  for (const name of required ?? []) {
    if (body[name] === undefined) throw validationError(name, [`${name}: The field cannot be left blank`])
  }
  for (const [name, values] of Object.entries(allowed ?? {})) {
    if (body[name] === undefined || values.includes(body[name])) continue
    throw validationError(name, [`${name}: Expected ${values.join(', ')}`])
  }
}
