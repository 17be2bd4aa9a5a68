import { templates as contract } from '@keyway/api'
import type { Catalog } from '@keyway/sdk'
import type { HttpServer } from '../http/server.ts'
import { readTemplates, type Template } from './read-templates.ts'

/** Mounts the flows to start from. They are read when somebody first asks: most processes are never asked. */
export function mountTemplates(server: HttpServer, { catalog }: { catalog: Catalog }): void {
  let items: Template[] | undefined
  server.mount(contract.listTemplates, async () => ({ items: (items ??= readTemplates(catalog)) }))
}
