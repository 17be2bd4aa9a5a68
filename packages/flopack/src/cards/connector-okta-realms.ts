import type { CardVariant, ConnectorCardMapping, OutputMapping } from './connector-card-mapping.ts'

const chosen = (option: string, values: readonly string[]) => ({ [`parameters/${option}`]: values })
const choosesVariant = 'Chooses the variant.'

/** The card that reads a page gives at most this many. */
const page = 200

const firstRealm: Readonly<Record<string, OutputMapping>> = {
  'Result/id': 'realm.id',
  'Result/name': 'realm.profile.name',
  'Result/Realms': { from: 'realms', record: 'okta.realm' },
}

const streamedUsers: CardVariant['stream'] = {
  record: 'okta.user',
  count: 'Result/Records Streamed',
  limit: 'limit',
}

export const oktaRealmCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'oktarealms.searchRealms_P4iAKL5cJ': {
    use: 'okta.search_realms',
    outputs: firstRealm,
    variants: [
      { when: chosen('result_set_C0V7NQ', ['first_matching_record']), with: { resultSet: 'first' } },
      {
        when: chosen('result_set_C0V7NQ', ['first_200_matching_records']),
        with: { resultSet: 'all', limit: page },
      },
      {
        when: chosen('result_set_C0V7NQ', ['stream_matching_records']),
        stream: { record: 'okta.realm', count: 'Result/Records Streamed', limit: 'limit' },
      },
    ],
    ignored: { result_set_C0V7NQ: choosesVariant },
  },
  'oktarealms.listRealmUsers_tmcXa7PfAt': {
    use: 'okta.list_realm_users',
    inputs: { 'Inputs/id_2NFN8X': 'realm', 'Realm/id_2NFN8X': 'realm' },
    outputs: { 'Result/Users': { from: 'users', record: 'okta.user' } },
    variants: [
      { when: chosen('result_set_GCTSBH', ['first_200_records']), with: { limit: page } },
      { when: chosen('result_set_GCTSBH', ['stream_records']), stream: streamedUsers },
    ],
    ignored: { result_set_GCTSBH: choosesVariant },
  },
}
