import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Json, JsonObject } from '@keyway/sdk'
import { findCorpus } from '@keyway/tools/corpus'
import { describe, expect, test } from 'vitest'
import { startDetectionEngine } from './detection-engine.ts'
import { loadRules } from './load-rules.ts'
import type { RuleFile } from './rule-report.ts'
import { logEventOf } from './testing/log-event-of.ts'

const corpus = findCorpus()
const folders = ['sigma-okta', 'okta-customer-detections/detections', 'okta-customer-detections/hunts']

const parameters = new Map([['device_names', ['^ACME-\\d+$']]])

type Paths = Readonly<Record<string, Json>>

/** Of each rule an event that it means, and one that it only just does not. Several events for rules over windows. */
const cases: Readonly<Record<string, { match: Paths | Paths[]; nearMiss: Paths | Paths[] }>> = {
  okta_admin_activity_from_proxy_query: {
    match: { 'debugContext.debugData.requestUri': '/api/v1/Admin/users', 'securityContext.isProxy': true },
    nearMiss: { 'debugContext.debugData.requestUri': '/api/v1/admin/users', 'securityContext.isProxy': null },
  },
  okta_admin_role_assigned_to_user_or_group: oneType('group.privilege.grant', 'group.privilege.revoke'),
  okta_admin_role_assignment_created: oneType(
    'iam.resourceset.bindings.add',
    'iam.resourceset.bindings.delete',
  ),
  okta_api_token_revoked: oneType('system.api_token.revoke', 'system.api_token.create'),
  okta_application_modified_or_deleted: oneType(
    'application.lifecycle.delete',
    'application.lifecycle.create',
  ),
  okta_application_sign_on_policy_modified_or_deleted: oneType(
    'application.policy.sign_on.rule.delete',
    'application.policy.sign_on.rule.create',
  ),
  okta_apt_suspicious_user_creation: {
    match: {
      eventType: 'user.lifecycle.activate',
      target: [{ displayName: 'Ann' }, { displayName: 'svc_network_backup_1' }],
    },
    nearMiss: { eventType: 'user.lifecycle.activate', target: [{ displayName: 'svc_network_restore' }] },
  },
  okta_fastpass_phishing_detection: {
    match: {
      eventType: 'user.authentication.auth_via_mfa',
      outcome: { result: 'FAILURE', reason: 'FastPass declined phishing attempt' },
    },
    nearMiss: {
      eventType: 'user.authentication.auth_via_mfa',
      outcome: { result: 'FAILURE', reason: 'FastPass declined' },
    },
  },
  okta_identity_provider_created: oneType('system.idp.lifecycle.create', 'system.idp.lifecycle.update'),
  okta_new_behaviours_admin_console: {
    match: {
      eventType: 'policy.evaluate_sign_on',
      target: [{ displayName: 'Okta Admin Console' }],
      'debugContext.debugData.behaviors': '{New Geo-Location=NEGATIVE, New Device=POSITIVE}',
    },
    nearMiss: {
      eventType: 'policy.evaluate_sign_on',
      target: [{ displayName: 'Okta Admin Console' }],
      'debugContext.debugData.behaviors': '{New Geo-Location=NEGATIVE, New Device=NEGATIVE}',
    },
  },
  okta_password_health_report_query: {
    match: { 'debugContext.debugData.requestUri': '/reports/password-health/async_csv_download_schedule' },
    nearMiss: { 'debugContext.debugData.requestUri': '/reports/password/' },
  },
  okta_password_in_alternateid_field: {
    match: { legacyEventType: 'core.user_auth.login_failed', 'actor.alternateId': 'S3cret!Pa55' },
    nearMiss: { legacyEventType: 'core.user_auth.login_failed', 'actor.alternateId': 'ann@example.com' },
  },
  okta_security_threat_detected: oneType('security.threat.detected', 'security.threat.configuration.update'),
  okta_session_impersonation_granted: {
    match: { eventType: 'user.session.impersonation.grant', 'actor.alternateId': 'someone@example.com' },
    nearMiss: { eventType: 'user.session.impersonation.grant', 'actor.alternateId': 'system@okta.com' },
  },
  okta_user_account_locked_out: {
    match: { displayMessage: 'Max sign in attempts exceeded' },
    nearMiss: { displayMessage: 'Max sign in attempts' },
  },
  access_to_admin_console_denied: result('user.session.access_admin_app', 'FAILURE', 'SUCCESS'),
  admin_console_login_weak_mfa: {
    match: {
      eventType: 'user.authentication.verify',
      target: [{ displayName: 'Okta Admin Console' }, { detailEntry: { methodTypeUsed: 'Password' } }],
    },
    nearMiss: {
      eventType: 'user.authentication.verify',
      target: [
        { displayName: 'Okta Admin Console' },
        { detailEntry: { methodTypeUsed: 'Password' } },
        { detailEntry: { methodTypeUsed: 'Use Okta FastPass' } },
      ],
    },
  },
  api_token_excessive_network_access: {
    match: { eventType: 'system.api_token.update', 'debugContext.debugData.networkConnection': 'ANYWHERE' },
    nearMiss: { eventType: 'system.api_token.update', 'debugContext.debugData.networkConnection': 'ZONE' },
  },
  device_enrolled_with_nonstandard_hostname: {
    match: { eventType: 'device.enrollment.create', target: [{ type: 'Device', displayName: 'KALI' }] },
    nearMiss: { eventType: 'device.enrollment.create', target: [{ type: 'Device', displayName: 'acme-17' }] },
  },
  device_registered_to_multiple_users: {
    match: [deviceOf('00u1', 'd1'), deviceOf('00u2', 'd1')],
    nearMiss: [deviceOf('00u1', 'd1'), deviceOf('00u1', 'd1'), deviceOf('00u2', 'd2')],
  },
  itp_brute_force: risk(
    'LOW',
    'detectionName=Brute Force Attack, reasons=MFA brute force',
    'Brute Force Attack',
  ),
  itp_okta_threat_intel_detection: risk(
    'LOW',
    'detectionName=Okta Threat Intelligence',
    'Brute Force Attack',
  ),
  itp_suspected_session_hijacking: risk(
    'HIGH',
    'detectionName=Session, reasons=Associated sessionId is suspected to be hijacked',
    'Session',
  ),
  mismatch_between_source_and_response_okta_verify_push: {
    match: [push('10.0.0.1', 'POSITIVE'), pushAnswer('10.0.0.2', 'FAILURE')],
    nearMiss: [push('10.0.0.1', 'NEGATIVE'), pushAnswer('10.0.0.2', 'FAILURE')],
  },
  new_ad_agent_created: oneType('system.agent.ad.create', 'system.agent.ad.update'),
  new_idp_created: oneType('system.idp.lifecycle.create', 'system.idp.lifecycle.activate'),
  new_super_admin_added_or_removed: {
    match: {
      eventType: 'user.account.privilege.grant',
      'debugContext.debugData.privilegeGranted': 'Help desk administrator, Super administrator',
    },
    nearMiss: {
      eventType: 'user.account.privilege.grant',
      'debugContext.debugData.privilegeGranted': 'Help desk administrator',
    },
  },
  oauth_client_secret_read: oneType(
    'app.oauth2.client.read_client_secret',
    'app.oauth2.client.lifecycle.create',
  ),
  oauth_mismatched_redirect_uri: {
    match: {
      eventType: 'app.oauth2.token.grant',
      outcome: { result: 'FAILURE', reason: 'mismatched_redirect_uri' },
    },
    nearMiss: {
      eventType: 'app.oauth2.token.grant',
      outcome: { result: 'FAILURE', reason: 'invalid_grant' },
    },
  },
  opa_password_changed_oob: oneType(
    'pam.server_account.password_change.out_of_band',
    'pam.server_account.password_change',
  ),
  protected_action_settings_update: oneType(
    'security.protected_action.settings.update',
    'security.protected_action.attempt',
  ),
  protected_action_super_admin_password_reset: {
    match: {
      eventType: 'security.protected_action.attempt',
      target: [{ displayName: 'Reset passwords for super admins' }],
    },
    nearMiss: {
      eventType: 'security.protected_action.attempt',
      target: [{ displayName: 'Other' }, { displayName: 'Reset passwords for super admins' }],
    },
  },
  request_to_access_admin_console_from_new_device_or_ip: {
    match: {
      eventType: 'policy.evaluate_sign_on',
      target: [{ displayName: 'Okta Admin Console' }],
      'debugContext.debugData.logOnlySecurityData': '{"behaviors":{"New IP":"POSITIVE"}}',
    },
    nearMiss: {
      eventType: 'policy.evaluate_sign_on',
      target: [{ displayName: 'Okta Admin Console' }],
      'debugContext.debugData.behaviors': '{New Device=POSITIVE, New IP=NEGATIVE}',
    },
  },
  successful_authentication_via_new_device_and_proxy: {
    match: newDeviceByProxy('ann@example.com'),
    nearMiss: newDeviceByProxy('system@okta.com'),
  },
  suspicious_mfa_abandonment: {
    match: Array.from({ length: 6 }, () => abandoned('00u1')),
    nearMiss: Array.from({ length: 5 }, () => abandoned('00u1')),
  },
  suspicious_use_of_an_Okta_Session_Cookie: {
    match: [cookie('10.0.0.1', 'Windows'), cookie('10.0.0.2', 'Linux')],
    nearMiss: [cookie('10.0.0.1', 'Windows'), cookie('10.0.0.2', 'Windows')],
  },
  threat_insight_password_spray: {
    match: { eventType: 'security.threat.detected', 'outcome.reason': 'Password Spray (high)' },
    nearMiss: { eventType: 'security.threat.detected', 'outcome.reason': 'Login failures' },
  },
  user_denied_access_due_to_session_binding: oneType(
    'security.session.detect_client_roaming',
    'user.session.context.change',
  ),
  user_reported_suspicious_activity: oneType(
    'user.account.report_suspicious_activity_by_enduser',
    'user.account.lock',
  ),
  hunt_ad_user_imported: oneType('system.agent.ad.import_user', 'system.agent.ad.create'),
  hunt_api_activity: {
    match: { 'transaction.detail': { requestApiTokenId: '00T1' }, 'outcome.result': 'ALLOW' },
    nearMiss: { 'transaction.detail': { requestApiTokenId: null }, 'outcome.result': 'ALLOW' },
  },
  hunt_cloud_infra_access: { match: ssoFromNewDevice('AWS Console'), nearMiss: ssoFromNewDevice('Payroll') },
  hunt_failed_number_challenge: {
    match: {
      'debugContext.debugData.pushWithNumberChallengeResponseType': 'OV_WITH_CHALLENGE_RESPONSE_INVALID',
    },
    nearMiss: {
      'debugContext.debugData.pushWithNumberChallengeResponseType': 'OV_WITH_CHALLENGE_RESPONSE_VALID',
    },
  },
  hunt_mfa_abandonment: result('user.authentication.auth_via_mfa', 'ABANDONED', 'FAILURE'),
  hunt_on_factor_resets: oneType('user.mfa.factor.reset_all', 'user.mfa.factor.deactivate'),
  hunt_rich_client_abuse: oneType(
    'user.authentication.auth_via_richclient',
    'user.authentication.auth_via_mfa',
  ),
  hunt_sign_in_attempts_from_proxies: {
    match: { eventType: 'user.session.start', 'securityContext.isProxy': true },
    nearMiss: { eventType: 'user.session.start', 'securityContext.isProxy': false },
  },
}

describe.skipIf(corpus === undefined)('published rules', () => {
  const files = corpus === undefined ? [] : readRules(corpus)
  const { reports } = loadRules(files, parameters)

  test('all load', () => {
    expect(reports.filter(({ status }) => status !== 'loaded')).toEqual([])
    expect(reports).toHaveLength(files.length)
  })

  test('each has a case here', () => {
    expect(files.map(nameOf).filter((name) => !(name in cases))).toEqual([])
  })

  describe.each(files)('$file', (file) => {
    const { match, nearMiss } = cases[nameOf(file)] ?? { match: [], nearMiss: [] }

    test('finds what it means, in either case of its field names', () => {
      expect(findingsOf(file, match)).toBeGreaterThan(0)
      expect(findingsOf({ ...file, text: withLowerCaseFields(file.text) }, match)).toBeGreaterThan(0)
    })

    test('leaves the near miss alone', () => {
      expect(findingsOf(file, nearMiss)).toBe(0)
    })
  })
})

function readRules(root: string): RuleFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((file) => file.endsWith('.yml'))
      .map((file) => ({ file, text: readFileSync(path.join(root, folder, file), 'utf8') })),
  )
}

function nameOf({ file }: RuleFile): string {
  return path.basename(file, '.yml')
}

/** As the fields of Sigma's rules were written until April 2026. */
function withLowerCaseFields(text: string): string {
  return text.replaceAll(
    /\b(?:eventType|displayMessage|securityContext|debugContext|debugData|isProxy|displayName|alternateId|legacyEventType)\b/g,
    (name) => name.toLowerCase(),
  )
}

function findingsOf(file: RuleFile, paths: Paths | Paths[]): number {
  const engine = startDetectionEngine(loadRules([file], parameters).detections)
  const events: JsonObject[] = (Array.isArray(paths) ? paths : [paths]).map((one) =>
    logEventOf({ eventType: 'system.any', ...one }),
  )
  return events.flatMap((event) => engine.observe(event)).length
}

function oneType(match: string, nearMiss: string): { match: Paths; nearMiss: Paths } {
  return { match: { eventType: match }, nearMiss: { eventType: nearMiss } }
}

function result(eventType: string, match: string, nearMiss: string): { match: Paths; nearMiss: Paths } {
  const withResult = (text: string): Paths => ({ eventType, 'outcome.result': text })
  return { match: withResult(match), nearMiss: withResult(nearMiss) }
}

function risk(level: string, match: string, other: string): { match: Paths; nearMiss: Paths } {
  const withRisk = (text: string): Paths => ({
    eventType: 'user.risk.detect',
    'debugContext.debugData.risk': `{previousLevel=LOW, level=${level}, ${text}, issuer=okta}`,
  })
  return { match: withRisk(match), nearMiss: withRisk(`detectionName=${other}, reasons=Other`) }
}

function deviceOf(actor: string, device: string): Paths {
  return {
    eventType: 'device.user.add',
    'actor.id': actor,
    target: [{ type: 'Device', displayName: 'ACME-1', detailEntry: { oktaDeviceId: device } }],
  }
}

function push(ip: string, fresh: string): Paths {
  return {
    eventType: 'system.push.send_factor_verify_push',
    'client.ipAddress': ip,
    'authenticationContext.externalSessionId': 's1',
    'debugContext.debugData.behaviors': `{New Device=${fresh}, New IP=${fresh}}`,
  }
}

function pushAnswer(ip: string, outcome: string): Paths {
  return {
    eventType: 'user.authentication.auth_via_mfa',
    'outcome.result': outcome,
    'client.ipAddress': ip,
    'authenticationContext.externalSessionId': 's1',
    'debugContext.debugData.factor': 'OKTA_VERIFY_PUSH',
  }
}

function newDeviceByProxy(login: string): Paths {
  return {
    eventType: 'user.authentication.sso',
    'actor.alternateId': login,
    'securityContext.isProxy': true,
    'debugContext.debugData.behaviors': '{New Device=POSITIVE, New Geo-Location=POSITIVE}',
  }
}

function abandoned(user: string): Paths {
  return {
    eventType: 'user.authentication.auth_via_mfa',
    'actor.id': user,
    'outcome.result': 'ABANDONED',
    'client.ipAddress': '192.0.2.1',
  }
}

function cookie(ip: string, os: string): Paths {
  return {
    eventType: 'policy.evaluate_sign_on',
    'outcome.result': 'ALLOW',
    client: { ipAddress: ip, userAgent: { os, browser: 'CHROME' } },
    'debugContext.debugData.dtHash': 'hash',
  }
}

function ssoFromNewDevice(app: string): Paths {
  return {
    eventType: 'user.authentication.sso',
    'debugContext.debugData.behaviors': '{New Device=POSITIVE}',
    target: [{ type: 'AppInstance', displayName: app }],
  }
}
