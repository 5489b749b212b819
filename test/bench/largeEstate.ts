/** The benchmark's estate: 10,000 machines with 25,000 disks in 100 subscriptions. */
export const largeEstate = { vms: 10_000, subscriptions: 100 } as const;
