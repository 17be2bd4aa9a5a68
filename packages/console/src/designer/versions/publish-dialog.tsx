import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { flows, flowVersions } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import { useSend } from '../../app/requests.ts'
import type { FlowDetail } from '../../flows/flow-page.tsx'
import { commonTexts } from '../../texts/common.ts'
import { flowTexts } from '../../texts/flows.ts'
import { versionTexts } from '../../texts/versions.ts'
import { Notice } from '../../ui/notice.tsx'
import { Problem } from '../../ui/problem.tsx'
import type { DesignerProblem } from '../model/check.ts'
import { useDesignerIfAny } from '../model/use-designer.tsx'
import { DiffCards } from './diff-cards.tsx'
import { ScrollBox } from './scroll-box.tsx'

export interface PublishDialogProps {
  flow: FlowDetail
  onClose: () => void
}

/** Publishes the draft that is on the screen: shows what is different from what runs now, and takes a word about it. */
export function PublishDialog({ flow, onClose }: PublishDialogProps) {
  const designer = useDesignerIfAny()
  const [message, setMessage] = useState('')
  const [isSaved, setSaved] = useState(designer === undefined)
  const publish = useSend(flows.publishFlow, [flows.getFlow, flows.listFlows, flowVersions.listVersions])
  // What was typed a moment ago belongs to what is published.
  useEffect(() => void designer?.flush().then(() => setSaved(true)), [designer])
  const state = designer?.getState()
  const errors = errorsOf(state?.problems ?? null)
  const draft: Flow = state?.flow ?? flow.draft
  const send = () =>
    publish.mutate(
      {
        params: { flowId: flow.id },
        body: {
          basedOn: designer?.draftNumber() ?? flow.draftNumber,
          ...(message.trim() === '' ? {} : { message: message.trim() }),
        },
      },
      { onSuccess: onClose },
    )
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={flowTexts.publishTitle((flow.publishedVersion ?? 0) + 1)}
    >
      <Stack gap="md">
        {errors.length === 0 ? null : (
          <Notice tone="bad" title={versionTexts.blocked}>
            {errors.map((text) => (
              <Text key={text} size="sm">
                {text}
              </Text>
            ))}
          </Notice>
        )}
        {flow.published === null ? (
          <Text size="sm">{versionTexts.first}</Text>
        ) : (
          <section aria-label={versionTexts.since(flow.publishedVersion ?? 0)}>
            <Text size="sm" fw={620} mb={8}>
              {versionTexts.since(flow.publishedVersion ?? 0)}
            </Text>
            <ScrollBox label={versionTexts.list}>
              <DiffCards before={flow.published} after={draft} />
            </ScrollBox>
          </section>
        )}
        <Textarea
          label={flowTexts.publishMessage}
          description={flowTexts.publishHelp}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
          maxLength={2_000}
          autosize
          minRows={2}
          data-autofocus
        />
        {publish.error === null ? null : <Problem error={publish.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button loading={publish.isPending || !isSaved} onClick={send}>
            {flowTexts.publish}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** What the server would refuse the draft for. Connections are bound for switching it on, not for publishing. */
function errorsOf(problems: readonly DesignerProblem[] | null): string[] {
  return (problems ?? [])
    .filter(({ severity, kind }) => severity === 'error' && kind !== 'unbound connection')
    .map(({ path, message }) => (path === null ? message : `${path}: ${message}`))
}
