import { catalog, connections } from '@keyway/api'
import { useParams } from 'react-router'
import { useAnswer } from '../app/requests.ts'
import { NotFound } from '../ui/not-found.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { EditConnection } from './edit-connection.tsx'
import { NewConnection } from './new-connection.tsx'

/** `/connections/new` makes one, `/connections/:id` shows and changes one. */
export function ConnectionPage() {
  const { connectionId = '' } = useParams()
  const known = useAnswer(catalog.getCatalog)
  const list = useAnswer(connections.listConnections)
  if (known.isPending || list.isPending) return <PageSkeleton />
  if (known.isError) return <Problem error={known.error} onRetry={() => void known.refetch()} isPage />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} isPage />
  if (connectionId === 'new') return <NewConnection connectors={known.data.connectors} />
  const connection = list.data.items.find((candidate) => candidate.id === connectionId)
  if (connection === undefined) return <NotFound />
  const connector = known.data.connectors.find((candidate) => candidate.id === connection.connector)
  return <EditConnection key={connection.id} connection={connection} schema={connector?.connection ?? {}} />
}
