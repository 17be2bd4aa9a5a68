import { Button, Group, List, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { detections } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { detectionTexts } from '../texts/detections.ts'
import { Problem } from '../ui/problem.tsx'

export interface RuleDialogProps {
  isOpen: boolean
  start: { name: string; text: string }
  onClose: () => void
}

/** Rules of the organisation: written or pasted, checked, kept. */
export function RuleDialog({ isOpen, start, onClose }: RuleDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={detectionTexts.addTitle} size="xl">
      <RuleForm start={start} onClose={onClose} />
    </Modal>
  )
}

function RuleForm({ start, onClose }: Omit<RuleDialogProps, 'isOpen'>) {
  const [name, setName] = useState(start.name)
  const [text, setText] = useState(start.text)
  const check = useSend(detections.checkRule)
  const keep = useSend(detections.keepRule, [detections.listDetections, detections.getDetection])
  const reports = check.data?.rules ?? []
  const error = keep.error ?? check.error
  const isReady = name.trim() !== '' && text.trim() !== ''
  return (
    <Stack gap="md">
      <TextInput
        label={detectionTexts.ruleName}
        placeholder={detectionTexts.ruleNamePlaceholder}
        value={name}
        disabled={start.name !== ''}
        onChange={(event) => setName(event.currentTarget.value)}
        spellCheck={false}
        data-autofocus
      />
      <Textarea
        label={detectionTexts.ruleText}
        description={detectionTexts.ruleTextHelp}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={12}
        maxRows={24}
        spellCheck={false}
        classNames={{ input: 'kw-mono' }}
      />
      {reports.length === 0 ? null : (
        <List size="sm" role="status">
          {reports.map(({ file, id, title, status, reason }) => (
            <List.Item key={`${file} ${id}`}>
              <b>{title === '' ? file : title}</b>:{' '}
              {status === 'loaded'
                ? detectionTexts.ruleKept
                : status === 'rejected'
                  ? detectionTexts.rejected
                  : detectionTexts.disabled}{' '}
              {reason}
            </List.Item>
          ))}
        </List>
      )}
      {error === null ? null : <Problem error={error} />}
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="var(--kw-text-soft)">
          {detectionTexts.ruleKept}
        </Text>
        <Group gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button
            variant="default"
            disabled={!isReady}
            loading={check.isPending}
            onClick={() => check.mutate({ body: { name, text } })}
          >
            {detectionTexts.ruleCheck}
          </Button>
          <Button
            disabled={!isReady}
            loading={keep.isPending}
            onClick={() => keep.mutate({ body: { name, text } }, { onSuccess: onClose })}
          >
            {detectionTexts.ruleKeep}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}
