import { Button, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { flows } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { flowUsesTexts as texts } from '../texts/flow-uses.ts'
import { Problem } from '../ui/problem.tsx'
import type { FlowSummary } from './flows-page.tsx'

/** Who is asked about a flow, and the words to find it by. They are no part of a version. */
export function FlowDetailsDialog({ flow, onClose }: { flow: FlowSummary; onClose: () => void }) {
  const change = useSend(flows.changeDetails, [flows.listFlows, flows.getFlow])
  const list = useAnswer(flows.listFlows)
  const [owner, setOwner] = useState(flow.owner ?? '')
  const [tags, setTags] = useState<string[]>([...flow.tags])
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const body = { owner: owner.trim() === '' ? null : owner.trim(), tags }
    change.mutate({ params: { flowId: flow.id }, body }, { onSuccess: onClose })
  }
  return (
    <Modal opened onClose={onClose} title={texts.detailsTitle(flow.name)}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={texts.owner}
            description={texts.ownerHelp}
            value={owner}
            onChange={(event) => setOwner(event.currentTarget.value)}
            maxLength={200}
            data-autofocus
          />
          <TagsInput
            label={texts.tags}
            description={texts.tagsHelp}
            data={[...new Set((list.data?.items ?? []).flatMap((one) => one.tags))]}
            value={tags}
            onChange={setTags}
            maxTags={30}
          />
          {change.error === null ? null : <Problem error={change.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending}>
              {texts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
