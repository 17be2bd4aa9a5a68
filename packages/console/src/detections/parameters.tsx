import { Button, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { detections } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { detectionTexts } from '../texts/detections.ts'
import { Problem } from '../ui/problem.tsx'

/** What placeholders of rules stand for. */
export function ParametersButton() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {detectionTexts.parameters}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={detectionTexts.parameters} size="lg">
        <Parameters />
      </Modal>
    </>
  )
}

function Parameters() {
  const list = useAnswer(detections.listParameters)
  const mayBuild = useMay('builder')
  const [name, setName] = useState('')
  const [texts, setTexts] = useState('')
  const keep = useSend(detections.keepParameter, [detections.listParameters, detections.listDetections])
  const items = list.data?.items ?? []
  return (
    <Stack gap="md">
      <Text size="sm">{detectionTexts.parametersLead}</Text>
      {items.length === 0 ? <Text size="sm">{detectionTexts.noParameters}</Text> : null}
      {items.map((item) => (
        <Button
          key={item.name}
          variant="default"
          justify="flex-start"
          onClick={() => {
            setName(item.name)
            setTexts(item.texts.join('\n'))
          }}
        >
          {item.name}: {item.texts.slice(0, 3).join(', ')}
        </Button>
      ))}
      {mayBuild ? (
        <>
          <TextInput
            label={detectionTexts.parameterName}
            value={name}
            onChange={(event) => setName(event.currentTarget.value.toLowerCase())}
            spellCheck={false}
          />
          <Textarea
            label={detectionTexts.parameterTexts}
            value={texts}
            onChange={(event) => setTexts(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={12}
            spellCheck={false}
          />
          {keep.error === null ? null : <Problem error={keep.error} />}
          <Button
            disabled={name === ''}
            loading={keep.isPending}
            onClick={() =>
              keep.mutate({
                params: { name },
                body: {
                  texts: texts.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])),
                },
              })
            }
          >
            {detectionTexts.parameterSave}
          </Button>
        </>
      ) : null}
    </Stack>
  )
}
