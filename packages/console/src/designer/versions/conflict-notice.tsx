import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { designerTexts } from '../../texts/designer.ts'
import { Notice } from '../../ui/notice.tsx'
import { Time } from '../../ui/time.tsx'
import { useDesigner, useDesignerState } from '../model/use-designer.tsx'
import { ScrollBox } from './scroll-box.tsx'

const DiffCards = lazy(async () => {
  const { DiffCards: Loaded } = await import('./diff-cards.tsx')
  return { default: Loaded }
})

/** Somebody else saved the same draft: whose it is, what is different, and which one is kept. */
export function ConflictNotice() {
  const designer = useDesigner()
  const save = useDesignerState((state) => state.save)
  const mine = useDesignerState((state) => state.flow)
  const [isComparing, setComparing] = useState(false)
  if (save.state !== 'conflict') return null
  const { theirs } = save
  const texts = designerTexts.conflict
  const resolve = (keep: 'mine' | 'theirs') => {
    setComparing(false)
    designer.resolve(keep)
  }
  const choices = (
    <>
      <Button size="compact-sm" variant="default" onClick={() => resolve('theirs')}>
        {texts.takeTheirs}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => resolve('mine')}>
        {texts.keepMine}
      </Button>
    </>
  )
  return (
    <Notice
      tone="doubt"
      role="alert"
      mb="md"
      icon={<IconUsers size={18} aria-hidden />}
      title={texts.title(theirs.draftSavedBy)}
    >
      <Stack gap={8}>
        <Text size="sm">
          {texts.text} <Time at={theirs.draftSavedAt} />. {texts.undo}
        </Text>
        <Group gap={8}>
          <Button size="compact-sm" onClick={() => setComparing(true)}>
            {texts.compare}
          </Button>
          {choices}
        </Group>
      </Stack>
      {isComparing ? (
        <Modal opened onClose={() => setComparing(false)} size="xl" title={texts.compareTitle}>
          <Stack gap="md">
            <Text size="sm">{texts.compareText(theirs.draftSavedBy)}</Text>
            <ScrollBox label={texts.compareTitle}>
              <Suspense>
                <DiffCards before={theirs.draft} after={mine} />
              </Suspense>
            </ScrollBox>
            <Group justify="flex-end" gap={8}>
              <Button size="compact-sm" variant="subtle" onClick={() => setComparing(false)}>
                {commonTexts.close}
              </Button>
              {choices}
            </Group>
          </Stack>
        </Modal>
      ) : null}
    </Notice>
  )
}
