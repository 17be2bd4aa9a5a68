import type { FlowSummary } from './flows-page.tsx'

/** Flows by folder, folders by name, flows without one last. */
export function groupByFolder(
  flows: readonly FlowSummary[],
): { folder: string | null; flows: readonly FlowSummary[] }[] {
  const folders = Map.groupBy(flows, (flow) => flow.folder)
  return [...folders]
    .map(([folder, members]) => ({ folder, flows: members }))
    .toSorted((a, b) => {
      if (a.folder === null || b.folder === null) return a.folder === null ? 1 : -1
      return a.folder.localeCompare(b.folder)
    })
}
