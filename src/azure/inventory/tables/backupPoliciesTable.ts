import { apiVersions } from '../../apiVersions.ts';
import type { BackupPolicy } from '../../../model/vault.ts';
import type { InventoryTable } from '../inventoryTable.ts';
import { numberOf, recordOf, textOf, type Row } from '../../values.ts';
import { namedOf } from './resourceOf.ts';

export const backupPoliciesTable: InventoryTable<BackupPolicy> = {
  name: 'backupPolicies',
  from: 'recoveryservicesresources',
  type: 'microsoft.recoveryservices/vaults/backuppolicies',
  columns: { name: 'name', retention: 'properties.retentionPolicy' },
  list: {
    per: 'vault',
    path: '/backupPolicies',
    apiVersion: apiVersions.backup,
    query: { $filter: "backupManagementType eq 'AzureIaasVM'" },
  },
  parse: parseBackupPolicy,
};

function parseBackupPolicy(row: Row): BackupPolicy | undefined {
  const named = namedOf(row);
  return (
    named && {
      ...named,
      retentionDays: retentionDays(recordOf(row['retention'])),
    }
  );
}

const schedules = ['dailySchedule', 'weeklySchedule', 'monthlySchedule', 'yearlySchedule'] as const;
const daysOf: Readonly<Record<string, number>> = { days: 1, weeks: 7, months: 30, years: 365 };

/** OpenAPI `LongTermRetentionPolicy`, or `SimpleRetentionPolicy`, which has one duration alone. */
function retentionDays(retention: Row | undefined): number | undefined {
  const durations = [retention, ...schedules.map((schedule) => recordOf(retention?.[schedule]))].map((each) =>
    recordOf(each?.['retentionDuration']),
  );
  const days = durations.flatMap((duration) => {
    const count = numberOf(duration?.['count']);
    const unit = daysOf[textOf(duration?.['durationType'])?.toLowerCase() ?? ''];
    return count === undefined || unit === undefined ? [] : [count * unit];
  });
  return days.length === 0 ? undefined : Math.max(...days);
}
