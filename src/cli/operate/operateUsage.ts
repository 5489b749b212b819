export const operateUsage = `Usage: azure-dr enable        --vm ID… [--target-region REGION] [options]
       azure-dr test-failover --vm ID… [--network ID|new] [--recovery-point latest|latest-processed|app-consistent|ID] [--script FILE]
       azure-dr cleanup-test  --vm ID… [--notes TEXT]
       azure-dr update        --vm ID… [--size SIZE] [--network ID] [--nic NAME=ADDRESS…]
       azure-dr add-disk      --vm ID… [--disk ID] [--disk-type SKU] [options]
       azure-dr failover      --vm ID… [--recovery-point POINT] [--shutdown-source]
       azure-dr commit        --vm ID…
       azure-dr change-point  --vm ID… --recovery-point latest-processed|app-consistent|ID
       azure-dr reprotect     --vm ID… [--cache-account ID]
       azure-dr repair        --vm ID…
       azure-dr disable       --vm ID…
       azure-dr jobs          [--vm ID…] [--vault ID…] [--cancel JOB | --export FILE]

Each goes on until Azure has done it (enable: until the machine is protected). A command that was ended goes on where it stood when it is
given again; what may not be sent twice is not sent twice.

  --vm ID…                ARM ids of the machines
  --plan                  print what would be sent, as commands of Azure CLI, and send nothing
  --yes                   do not ask; without it and without a terminal nothing is sent
  --json                  a line of JSON for everything that happens; errors also as text, on standard error
  --timeout 90s|45m|2h    follow no longer than this
  --resume STEP           send the request of this step again, though it is not known what became of the first one
  --vault ID              look for the protected item here only (enable: into this vault)
  --state FOLDER          where journals are kept; default: the person's own folder for state

enable, each with a default; ids are those of resources that are there, what is not named is made:
  --target-region REGION      the region paired with the machine's
  --target-subscription ID    of the same tenant; the machine's own
  --target-group ID           resource group of what a failover makes: the machine's with -asr behind it
  --network ID, --subnet NAME what the vault maps the machine's network to, else one like it
  --single | --zone N | --availability-set ID|new   a set where the machine is in one, else single
  --proximity-group ID, --capacity-reservation-group ID   none
  --disk-type SKU, --replica-disk-type SKU   after a failover, and until then: those of the source disks
  --leave-out ID…             data disks that are not replicated
  --disk-encryption-set ID    in the target region: needed for disks that are encrypted with a key of yours
  --key-vault ID --disk-secret DISK=URL… [--encryption-key URL [--encryption-key-vault ID]]
                              where the secrets of Azure Disk Encryption were copied to: needed for such disks
  --vault ID                  rsv-dr-REGION in the group rg-dr-REGION; never in the machine's region
  --cache-account ID          a storage account in the machine's region
  --high-churn                a premium cache account, for up to 100 MB/s of changes; not to be changed later
  --policy ID | --retention HOURS --app-consistent MINUTES   24 hours, no app-consistent points
  --multi-vm-group NAME       machines with recovery points of the same moment: none
  --automation-account ID     by whose identity the agents are updated: nobody's

update, before a failover; what is not given stays as it is:
  --size SIZE, --network ID   of the machine that a failover makes
  --nic NAME[/CONFIGURATION]=ADDRESS|dynamic[@SUBNET]   NAME is that of the machine's network interface

add-disk, a data disk that was left out, or is new; one at a time:
  --disk ID                   the only one that is not replicated
  --disk-type, --replica-disk-type, --disk-encryption-set, --key-vault, --disk-secret, --encryption-key, --cache-account   as for enable

failover, and failing back once the machine is re-protected. It reads nothing in the region that is left:
  --recovery-point POINT      latest, latest-processed, app-consistent or an ID; default: latest
  --shutdown-source           Azure stops the old machine first, and goes on where it cannot
  Without --yes the names of the machines are to be typed.
reprotect, until the machine is protected the other way; the old machine must still be there, for its disks:
  --cache-account ID          a storage account in the region in which the machine runs now; default: one that is made
After a failover --vm may name either machine.

enable and reprotect look beforehand at all that docs/preflight.md lists; nothing is sent for a machine that Azure would refuse:
  --skip-preflight CHECK…     tell it as a warning and go on, as PF-NET-001

test-failover looks at the machine that it has made (runs, agent, disks, addresses, boot diagnostics) and ends with 1 where that fails:
  --network ID|new            of the test machine; new: one like the machine's own is made, peered with nothing; default: the item's own for tests
  --script FILE               run this on the test machine as root or SYSTEM, for 5 minutes at the most, where its subnet has a way out

jobs lists the operations that this terminal has run and the jobs of their vaults:
  --vm ID…                    only those of these machines (jobs by the machines' names), and the vaults that hold them
  --cancel JOB                of the one vault that --vault names: cancels it in Azure
  --export FILE               the records of the operations, as JSON

Source, as for audit: --sandbox, --cloud NAME, --credential KIND, --tenant TENANT, --endpoint URL with --ca FILE or --audience URL.
Without any: Azure, with the login of \`az login\`. --sandbox is made anew for every command; one that is served (npm run sandbox) stays.

Ends with 0 done, 1 failed, 2 usage or not confirmed, 3 still under way, 4 a defect, 130 interrupted before anything was sent.`;
