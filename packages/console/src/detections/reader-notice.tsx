import { Button, Group, Text } from '@mantine/core'
import { detections, type AnswerOf } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { detectionTexts } from '../texts/detections.ts'
import { Notice } from '../ui/notice.tsx'

type Reader = AnswerOf<typeof detections.listDetections>['reader']

/** How much of what happens is judged: what is not read is not seen. */
export function ReaderNotice({ reader: { readsWholeLog, behind } }: { reader: Reader }) {
  const mayManage = useMay('admin')
  const change = useSend(detections.readWholeLog, [detections.listDetections])
  const state = behind > 0 ? detectionTexts.behind(behind) : detectionTexts.upToDate
  const button = mayManage ? (
    <Button
      size="xs"
      variant="default"
      loading={change.isPending}
      onClick={() => change.mutate({ body: { readsWholeLog: !readsWholeLog } })}
    >
      {readsWholeLog ? detectionTexts.readWanted : detectionTexts.readWhole}
    </Button>
  ) : null
  if (!readsWholeLog) {
    return (
      <Notice tone="doubt" title={detectionTexts.partOnly} mb="md">
        <Group gap="md" justify="space-between">
          <Text size="sm" maw={720}>
            {detectionTexts.partOnlyText}
          </Text>
          {button}
        </Group>
      </Notice>
    )
  }
  return (
    <Group gap="md" mb="md">
      <Text size="sm" c="var(--kw-text-soft)" role="status">
        {state}
      </Text>
      {button}
    </Group>
  )
}
