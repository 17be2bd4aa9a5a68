import { describe, expect, it } from 'vitest'
import { applyChanges, mergeFirstPage, type ExecutionPage, type ExecutionSummary } from './live-list.ts'

function row(id: string, status: ExecutionSummary['status'] = 'succeeded'): ExecutionSummary {
  return {
    id,
    flowId: 'flow',
    flowName: 'Flow',
    version: 1,
    draftNumber: null,
    mode: 'event',
    status,
    stopped: false,
    eventId: null,
    eventType: null,
    parentId: null,
    createdAt: 0,
    startedAt: null,
    finishedAt: null,
    errorMessage: null,
    dryRun: false,
    rerunOf: null,
  }
}

function page(ids: readonly string[], next: string | null = null): ExecutionPage {
  return { items: ids.map((id) => row(id)), next }
}

const idsOf = (pages: readonly ExecutionPage[]) => pages.map((one) => one.items.map((item) => item.id))

describe('a list that follows changes', () => {
  it('puts new executions on top and keeps the older pages', () => {
    const merged = mergeFirstPage([page(['c', 'b'], 'x'), page(['a'])], page(['d', 'c']))
    expect(idsOf(merged)).toEqual([['d', 'c', 'b'], ['a']])
    expect(merged[0]?.next).toBe('x')
  })

  it('replaces rows that are in the fresh page, wherever they stand', () => {
    const fresh: ExecutionPage = { items: [row('b', 'failed'), row('a', 'failed')], next: null }
    const merged = mergeFirstPage([page(['b']), page(['a'])], fresh)
    expect(merged.flatMap((one) => one.items.map((item) => item.status))).toEqual(['failed', 'failed'])
  })

  it('starts again when more came than one page holds', () => {
    expect(idsOf(mergeFirstPage([page(['b', 'a'])], page(['z', 'y'], 'y')))).toEqual([['z', 'y']])
  })

  it('writes told statuses into loaded rows and lets rows leave a status filter', () => {
    const pages = [{ items: [row('b', 'running'), row('a', 'running')], next: null }]
    const changes = [{ id: 'a', flowId: 'flow', status: 'failed' as const, parentId: null }]
    expect(applyChanges(pages, changes, undefined)[0]?.items.map((item) => item.status)).toEqual([
      'running',
      'failed',
    ])
    expect(idsOf(applyChanges(pages, changes, 'running'))).toEqual([['b']])
  })
})
