"""What an administrator of this machine has set: it takes ways away, opens none, and reads nothing of a user.

`rules` is what can be set and what each rule refuses, `keys` how it is written, `reading` where it is found and whether
it is followed, `in_force` what this process follows.
"""
