import { Button, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { canvasTexts } from '../../texts/canvas.ts'
import classes from './canvas.module.css'

/** A flow without steps says how one builds it. */
export function EmptyFlow({ onAdd }: { onAdd: () => void }) {
  return (
    <div className={classes['empty']}>
      <Title order={2} size="h4">
        {canvasTexts.emptyTitle}
      </Title>
      <Text size="sm" my={8}>
        {canvasTexts.emptyText}
      </Text>
      <Text size="sm" c="var(--kw-text-soft)" mb={14}>
        {canvasTexts.emptyKeys}
      </Text>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd}>
        {canvasTexts.firstCard}
      </Button>
    </div>
  )
}
