/** A flow that fails when it runs as its author meant it, and why that is right. */
interface KnownFailure {
  /** Beginning of the file's name. */
  file: string
  /** Beginning of the flow's name. */
  flow: string
  code: string
  why: string
}

/** Constants that an author took out before publishing: whoever imports the flow fills them in. */
const blank = 'The export leaves a constant for its new owner to fill in.'
/** Rows that flows find by values which their stand-ins do not have, so that lists are empty. */
const noRow = 'It reads a row that no other flow has written here.'

/** Everything else that fails with an error about its values is a fault of the import, of a card, or of the stand-ins. */
export const knownFailures: readonly KnownFailure[] = [
  { file: 'bulk_convert_users', flow: 'Update Group Members', code: 'input_invalid', why: blank },
  { file: 'contractor_expiry', flow: '1.0 - Contractor', code: 'input_invalid', why: blank },
  { file: 'create_report_google_sheets', flow: 'Suspended Users', code: 'input_invalid', why: blank },
  {
    file: 'encourage_stronger_mfa',
    flow: '3. Send e-mail',
    code: 'input_invalid',
    why: 'It takes the user it is called with for an address, which is right only where that is a login.',
  },
  { file: 'identify_inactive_third_party', flow: '1.0 - Discover', code: 'input_invalid', why: blank },
  {
    file: 'password_sync_for_chromeos',
    flow: 'ChromeOS - Password changed',
    code: 'key_invalid',
    why: blank,
  },
  { file: 'governance_for_okta_privileged', flow: '1.6 OPA', code: 'index_out_of_range', why: noRow },
  { file: 'governance_for_okta_privileged', flow: '1.6.1 Prepare', code: 'index_out_of_range', why: noRow },
  { file: 'governance_for_okta_privileged', flow: '1.9.3 Get', code: 'index_out_of_range', why: noRow },
  { file: 'yubico_fido', flow: 'Call enrollment API', code: 'index_out_of_range', why: noRow },
  { file: 'yubico_fido', flow: 'Create shipment', code: 'index_out_of_range', why: noRow },
  { file: 'yubico_fido', flow: 'Map credential response', code: 'index_out_of_range', why: noRow },
  { file: 'yubico_fido', flow: 'Process product data', code: 'index_out_of_range', why: noRow },
  { file: 'yubico_fido', flow: 'Process shipment', code: 'input_invalid', why: noRow },
  { file: 'using_okta_workflows_for_pendo', flow: '[HELPER 2', code: 'json_invalid', why: noRow },
  { file: 'fastpass_enrollment', flow: '2.0 Campaign', code: 'division_by_zero', why: noRow },
  {
    file: 'automate_lifecycle_management_with_darwinbox',
    flow: 'User ',
    code: 'input_invalid',
    why: 'Its Map passes an empty object for every item.',
  },
  {
    file: 'automatically_sync_shopify',
    flow: '2.',
    code: 'input_invalid',
    why: 'It takes the id of the customer from a profile, and nobody in the simulated org has one.',
  },
  {
    file: 'implement',
    flow: 'XaaS Import Session Handler',
    code: 'division_by_zero',
    why: 'The sizes it divides by are 0 unless its caller says otherwise.',
  },
  {
    file: 'manage_aws_sso_entitlements',
    flow: 'AWS Remove Entitlements Table',
    code: 'type_mismatch',
    why: 'It reads the name of a group as if it were JSON.',
  },
]
