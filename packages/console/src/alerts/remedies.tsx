import { Text } from '@mantine/core'
import { Fragment } from 'react'
import { Link } from 'react-router'
import { templates } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { detectionTexts } from '../texts/detections.ts'

/** Templates of flows that answer alerts, as links to where a flow is made of them. */
export function Remedies({ ids }: { ids: readonly string[] }) {
  const list = useAnswer(templates.listTemplates)
  const known = new Map((list.data?.items ?? []).map(({ id, title }) => [id, title]))
  if (ids.length === 0) return <Text size="sm">{detectionTexts.noRemedies}</Text>
  return ids.map((id, index) => (
    <Fragment key={id}>
      {index === 0 ? '' : ', '}
      <Link to={`/templates/${id}`} className="kw-link">
        {known.get(id) ?? id}
      </Link>
    </Fragment>
  ))
}
