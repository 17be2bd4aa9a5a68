import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { sources } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { sourceTexts } from '../texts/sources.ts'
import { DeleteAction } from '../ui/delete-action.tsx'
import { RotateAction } from '../ui/rotate-action.tsx'
import type { Source } from './sources-page.tsx'

/** New secret with an overlap; delete. */
export function SourceActions({ source }: { source: Source }) {
  const [given, setGiven] = useState('')
  const kinds = useAnswer(sources.listSourceKinds, {})
  const rotate = useSend(sources.updateSource, [sources.listSources])
  const remove = useSend(sources.deleteSource, [sources.listSources])
  const navigate = useNavigate()
  const params = { sourceId: source.id }
  // The other product makes some secrets itself.
  const isGiven = kinds.data?.items.find(({ id }) => id === source.kind)?.makesSecret === false
  return (
    <>
      <RotateAction
        texts={sourceTexts}
        isIncomplete={isGiven && given === ''}
        isBusy={rotate.isPending}
        error={rotate.error}
        onConfirm={(overlapSeconds, done) =>
          rotate.mutate(
            { params, body: { secret: isGiven ? given : 'generate', overlapSeconds } },
            { onSuccess: done },
          )
        }
      >
        {isGiven ? (
          <PasswordInput
            label={sourceTexts.newSecret}
            value={given}
            onChange={(event) => setGiven(event.currentTarget.value)}
            autoComplete="off"
          />
        ) : null}
      </RotateAction>
      <DeleteAction
        label={commonTexts.delete}
        title={sourceTexts.deleteTitle(source.name)}
        text={sourceTexts.deleteText}
        action={sourceTexts.delete}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params }, { onSuccess: () => void navigate('/sources') })}
      />
    </>
  )
}
