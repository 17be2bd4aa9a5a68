import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useNavigate } from 'react-router'
import { flows, flowVersions } from '@keyway/api'
import { useAnswer, useSend } from '../../app/requests.ts'
import type { FlowDetail } from '../../flows/flow-page.tsx'
import { commonTexts } from '../../texts/common.ts'
import { versionTexts as texts } from '../../texts/versions.ts'
import { Problem } from '../../ui/problem.tsx'
import { DiffCards } from './diff-cards.tsx'
import { ScrollBox } from './scroll-box.tsx'

export interface GoBackProps {
  flow: FlowDetail
  number: number
  onClose: () => void
}

/** Goes back to an earlier version: as the draft, to be looked at first, or published at once as a new version. */
export function GoBack({ flow, number, onClose }: GoBackProps) {
  const navigate = useNavigate()
  const earlier = useAnswer(flowVersions.getVersion, { params: { flowId: flow.id, number } })
  const refreshed = [flows.getFlow, flows.listFlows, flowVersions.listVersions, flowVersions.diffVersions]
  const rollBack = useSend(flowVersions.rollBack, refreshed)
  const save = useSend(flows.saveDraft, refreshed)
  const document = earlier.data?.document
  const error = earlier.error ?? rollBack.error ?? save.error
  return (
    <Modal opened onClose={onClose} size="xl" title={texts.goBackTo(number)}>
      <Stack gap="md">
        <Text size="sm">{texts.goBackText(number)}</Text>
        {document === undefined || flow.published === null ? null : (
          <ScrollBox label={texts.list}>
            <DiffCards before={flow.published} after={document} />
          </ScrollBox>
        )}
        {flow.hasUnpublishedChanges ? <Text size="sm">{texts.draftStays}</Text> : null}
        {error === null ? null : <Problem error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button
            variant="default"
            disabled={document === undefined}
            loading={save.isPending}
            onClick={() => {
              if (document === undefined) return
              save.mutate(
                { params: { flowId: flow.id }, body: { document, basedOn: flow.draftNumber } },
                { onSuccess: () => void navigate(`/flows/${flow.id}`) },
              )
            }}
          >
            {texts.asDraft}
          </Button>
          <Button
            loading={rollBack.isPending}
            onClick={() =>
              rollBack.mutate({ params: { flowId: flow.id }, body: { number } }, { onSuccess: onClose })
            }
          >
            {texts.publishAgain(number)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
