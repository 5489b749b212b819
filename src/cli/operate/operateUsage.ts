export const operateUsage = `Usage: azure-dr enable        --vm ID… [--target-region REGION] [options]
       azure-dr test-failover --vm ID… [--network ID] [--recovery-point ID]
       azure-dr cleanup-test  --vm ID… [--notes TEXT]
       azure-dr disable       --vm ID…
       azure-dr jobs          [--vault ID…] [--cancel JOB | --export FILE]

Each goes on until Azure has done it (enable: until the machine is protected). A command that was ended goes on where it stood when it is
given again; what may not be sent twice is not sent twice.

  --vm ID…                ARM ids of the machines
  --plan                  print what would be sent, as commands of Azure CLI, and send nothing
  --yes                   do not ask; without it and without a terminal nothing is sent
  --json                  a line of JSON for everything that happens
  --timeout 90s|45m|2h    follow no longer than this
  --resume STEP           send the request of this step again, though it is not known what became of the first one
  --vault ID              enable: into this vault; others: look for the protected item here only
  --state FOLDER          where journals are kept; default: the person's own folder for state

enable, each with a default:
  --target-region REGION  the region paired with the machine's
  --target-group ID       resource group of what a failover makes: the machine's with -asr behind it
  --network ID, --subnet NAME   a network like the machine's
  --cache-account ID      a storage account in the machine's region
  --zone N                none
  --disk-type SKU         that of the source disk
  --leave-out ID…         data disks that are not replicated

Source, as for audit: --sandbox, --cloud NAME, --credential KIND, --tenant TENANT, --endpoint URL with --ca FILE or --audience URL.
Without any: Azure, with the login of \`az login\`.

Ends with 0 done, 1 failed, 2 usage or not confirmed, 3 still under way.`;
