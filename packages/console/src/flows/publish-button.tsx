import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { flows } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { flowTexts } from '../texts/flows.ts'
import { Problem } from '../ui/problem.tsx'
import type { FlowDetail } from './flow-page.tsx'

/** Publishes the draft that is on the screen, with a word about what is new. */
export function PublishButton({ flow }: { flow: FlowDetail }) {
  const [isOpen, setOpen] = useState(false)
  const [message, setMessage] = useState('')
  const publish = useSend(flows.publishFlow, [flows.getFlow, flows.listFlows])
  const close = () => {
    setOpen(false)
    setMessage('')
    publish.reset()
  }
  const send = () =>
    publish.mutate(
      {
        params: { flowId: flow.id },
        body: { basedOn: flow.draftNumber, ...(message.trim() === '' ? {} : { message: message.trim() }) },
      },
      { onSuccess: close },
    )
  return (
    <>
      <Button onClick={() => setOpen(true)}>{flowTexts.publish}</Button>
      <Modal opened={isOpen} onClose={close} title={flowTexts.publishTitle((flow.publishedVersion ?? 0) + 1)}>
        <Stack gap="md">
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
            <Button variant="default" onClick={close}>
              {commonTexts.cancel}
            </Button>
            <Button loading={publish.isPending} onClick={send}>
              {flowTexts.publish}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
