import { Group, Text } from '@mantine/core'
import { useState } from 'react'
import { flows } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { addressTexts as texts } from '../texts/addresses.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { RotateAction, type RotateActionProps } from '../ui/rotate-action.tsx'
import { formatAbsolute } from '../values/time.ts'
import type { EndpointDetail } from './endpoint-detail.ts'

export interface TokenFieldProps {
  flowId: string
  endpoint: EndpointDetail
  label: string
  rotation: RotateActionProps['texts']
}

/** The secret of a flow's address, and a new one beside it for a while. */
export function TokenField({ flowId, endpoint, label, rotation }: TokenFieldProps) {
  const { token, previousTokenValidUntil } = endpoint
  const mayBuild = useMay('builder')
  const rotate = useSend(flows.changeEndpoint, [flows.getFlow])
  const [openedAt] = useState(() => Date.now())
  const isOldValid = previousTokenValidUntil !== null && previousTokenValidUntil > openedAt
  return (
    <>
      {token === null ? (
        <Text size="sm">{texts.tokenHidden}</Text>
      ) : (
        <CopyField label={label} value={token} isSecret />
      )}
      {isOldValid ? (
        <Text size="sm">{texts.previousToken(formatAbsolute(previousTokenValidUntil))}</Text>
      ) : null}
      {mayBuild ? (
        <Group>
          <RotateAction
            texts={rotation}
            isBusy={rotate.isPending}
            error={rotate.error}
            onConfirm={(overlapSeconds, done) =>
              rotate.mutate(
                { params: { flowId }, body: { token: 'generate', overlapSeconds } },
                { onSuccess: done },
              )
            }
          />
        </Group>
      ) : null}
    </>
  )
}
