import { useNavigate } from 'react-router'
import { oktaHooks } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { oktaTexts } from '../texts/okta.ts'
import { DeleteAction } from '../ui/delete-action.tsx'
import { RotateAction } from '../ui/rotate-action.tsx'
import type { OktaHook } from './okta-page.tsx'

/** New key with an overlap; delete. */
export function HookActions({ hook }: { hook: OktaHook }) {
  const rotate = useSend(oktaHooks.updateOktaHook, [oktaHooks.listOktaHooks])
  const remove = useSend(oktaHooks.deleteOktaHook, [oktaHooks.listOktaHooks])
  const navigate = useNavigate()
  const params = { hookId: hook.id }
  return (
    <>
      <RotateAction
        texts={oktaTexts}
        isBusy={rotate.isPending}
        error={rotate.error}
        onConfirm={(overlapSeconds, done) =>
          rotate.mutate({ params, body: { key: 'generate', overlapSeconds } }, { onSuccess: done })
        }
      />
      <DeleteAction
        label={commonTexts.delete}
        title={oktaTexts.deleteTitle(hook.name)}
        text={oktaTexts.deleteText}
        action={oktaTexts.delete}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params }, { onSuccess: () => void navigate('/okta') })}
      />
    </>
  )
}
