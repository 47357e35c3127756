/** Where a subnet's packets for the internet go: `nat:<subnet>` names the subnet the NAT gateway sits in. */
export type WayOut = 'igw' | `nat:${string}` | 'deleted-nat' | 'none';

export interface SubnetPlan {
  name: string;
  /** Zone letter. */
  zone: 'a' | 'b' | 'c';
  cidr: string;
  out: WayOut;
  mapPublicIp?: boolean;
  freeAddresses?: number;
}

export interface VpcPlan {
  name: string;
  cidr: string;
  isDefault?: boolean;
  internetGateway: boolean;
  /** Way out of the main route table, which every subnet uses that has no table of its own. */
  main: WayOut;
  /** An ACL that lets requests out and their answers not in. */
  strictAcl?: boolean;
  subnets: readonly SubnetPlan[];
}

/** The networks of the sandbox: two that work, and the ways networks are broken in real accounts. */
export const networkPlan: readonly VpcPlan[] = [
  {
    name: 'production',
    cidr: '10.0.0.0/16',
    internetGateway: true,
    main: 'none',
    subnets: [
      { name: 'production-public-a', zone: 'a', cidr: '10.0.0.0/24', out: 'igw', mapPublicIp: true },
      { name: 'production-public-b', zone: 'b', cidr: '10.0.1.0/24', out: 'igw', mapPublicIp: true },
      { name: 'production-private-a', zone: 'a', cidr: '10.0.16.0/20', out: 'nat:production-public-a' },
      { name: 'production-private-b', zone: 'b', cidr: '10.0.32.0/20', out: 'nat:production-public-b' },
    ],
  },
  {
    name: '',
    cidr: '172.31.0.0/16',
    isDefault: true,
    internetGateway: true,
    main: 'igw',
    subnets: [
      { name: '', zone: 'a', cidr: '172.31.0.0/20', out: 'igw', mapPublicIp: true },
      { name: '', zone: 'b', cidr: '172.31.16.0/20', out: 'igw', mapPublicIp: true },
      { name: '', zone: 'c', cidr: '172.31.32.0/20', out: 'igw', mapPublicIp: true },
    ],
  },
  {
    name: 'isolated',
    cidr: '10.10.0.0/16',
    internetGateway: false,
    main: 'none',
    subnets: [
      { name: 'isolated-a', zone: 'a', cidr: '10.10.0.0/24', out: 'none' },
      { name: 'isolated-b', zone: 'b', cidr: '10.10.1.0/24', out: 'none' },
    ],
  },
  {
    name: 'legacy-nat',
    cidr: '10.20.0.0/16',
    internetGateway: true,
    main: 'none',
    subnets: [
      { name: 'legacy-public-a', zone: 'a', cidr: '10.20.0.0/24', out: 'igw', mapPublicIp: true },
      // The mistake: the NAT gateway sits in the very subnet it should serve.
      { name: 'legacy-private-a', zone: 'a', cidr: '10.20.1.0/24', out: 'nat:legacy-private-a' },
    ],
  },
  {
    name: 'blackhole',
    cidr: '10.30.0.0/16',
    internetGateway: true,
    main: 'none',
    subnets: [{ name: 'blackhole-private-a', zone: 'a', cidr: '10.30.0.0/24', out: 'deleted-nat' }],
  },
  {
    name: 'strict-acl',
    cidr: '10.40.0.0/16',
    internetGateway: true,
    main: 'none',
    strictAcl: true,
    subnets: [
      { name: 'strict-public-a', zone: 'a', cidr: '10.40.0.0/24', out: 'igw', mapPublicIp: true },
      { name: 'strict-private-a', zone: 'a', cidr: '10.40.1.0/24', out: 'nat:strict-public-a' },
    ],
  },
  {
    name: 'crowded',
    cidr: '10.50.0.0/24',
    internetGateway: true,
    main: 'igw',
    subnets: [
      { name: 'crowded-a', zone: 'a', cidr: '10.50.0.0/28', out: 'igw', mapPublicIp: true, freeAddresses: 2 },
    ],
  },
];
