import { Button } from '@mantine/core'
import { IconCompassOff } from '@tabler/icons-react'
import { Link } from 'react-router'
import { commonTexts } from '../texts/common.ts'
import { Empty } from './empty.tsx'
import { Page } from './page.tsx'

export function NotFound() {
  return (
    <Page title={commonTexts.notFoundTitle}>
      <Empty
        icon={IconCompassOff}
        title={commonTexts.notFoundTitle}
        text={commonTexts.notFoundText}
        action={
          <Button component={Link} to="/executions" variant="light">
            {commonTexts.notFoundAction}
          </Button>
        }
      />
    </Page>
  )
}
