import type { ConnectorCardMapping } from './connector-card-mapping.ts'
import { customApiCard } from './connector-custom-api.ts'

export const servicenowCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'servicenow.createIncident': {
    use: 'servicenow.create_incident',
    inputs: {
      'Incident/Short description': 'shortDescription',
      'Incident/Description': 'description',
    },
    outputs: { 'Incident/Incident Number': 'number', 'Incident/System ID': 'id' },
  },
  'servicenow.updateTask': {
    use: 'servicenow.update_task',
    inputs: { 'Task/System ID': 'id' },
    groups: { Task: 'fields' },
    options: {
      task_type: { to: 'table' },
      updateEmptyInputs: { to: 'emptyValues', values: { Yes: 'clear', No: 'keep' } },
    },
    outputs: { 'Response/Status Code': 'statusCode' },
    variants: [{ when: { 'parameters/updateEmptyInputs': ['Yes'] }, emptyGroups: ['Task'] }],
  },
  'servicenow.hTTPRequest': customApiCard('servicenow'),
}
