import type { Rows } from './row.ts'
import { applicationRows } from './rows/applications.ts'
import { configurationRows } from './rows/configuration.ts'
import { factorRows } from './rows/factors.ts'
import { grantRows } from './rows/grants.ts'
import { groupRows } from './rows/groups.ts'
import { importRows } from './rows/imports.ts'
import { otherRows } from './rows/others.ts'
import { relationRows } from './rows/relations.ts'
import { roleRows } from './rows/roles.ts'
import { sessionRows } from './rows/sessions.ts'
import { userRows } from './rows/users.ts'
import { adminRoleRows } from './rows/admin-roles.ts'
import { deviceRows } from './rows/devices.ts'
import { hookRows } from './rows/hooks.ts'
import { networkZoneRows } from './rows/network-zones.ts'
import { orgRows } from './rows/org.ts'
import { profileRows } from './rows/profiles.ts'
import { ruleRows } from './rows/rules.ts'
import { securityRows } from './rows/security.ts'

/** Every action of the connector with what it does; the table test fails for one that is not here. */
export const rows: Rows = {
  ...userRows,
  ...relationRows,
  ...factorRows,
  ...sessionRows,
  ...grantRows,
  ...groupRows,
  ...applicationRows,
  ...roleRows,
  ...importRows,
  ...adminRoleRows,
  ...deviceRows,
  ...hookRows,
  ...networkZoneRows,
  ...orgRows,
  ...profileRows,
  ...ruleRows,
  ...securityRows,
  ...otherRows,
  ...configurationRows,
}
