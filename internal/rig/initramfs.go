package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"slices"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// initramfs writes the guest's file system: the rig's own program as /init, the
// plan, tcpdump with its libraries, the modules, and the tests of the tap if they are
// named.
func initramfs(file, packages, guest, tap string, s series, k scenario.Kernel, forks int, list []scenario.Scenario) (err error) {
	m, err := findModules(moduleFolder(packages))
	if err != nil {
		return err
	}
	plan := scenario.Plan{Kernel: k, Tap: tap != "" || k.Stock, Forks: forks}
	if plan.Modules, err = m.order(s.modules); err != nil {
		return err
	}
	needed := slices.Clone(plan.Modules)
	for _, s := range list {
		act := scenario.Act{Name: s.Name}
		if act.Modules, err = m.order(s.Modules); err != nil {
			return err
		}
		later, err := m.order(s.Loads)
		if err != nil {
			return err
		}
		// What a scenario loads itself is there, and what that needs is loaded before.
		needed = append(append(needed, act.Modules...), later...)
		for _, name := range later {
			if !slices.ContainsFunc(s.Loads, func(own string) bool { return moduleName(own) == name }) {
				act.Modules = append(act.Modules, name)
			}
		}
		plan.Scenarios = append(plan.Scenarios, act)
	}
	text, err := json.MarshalIndent(plan, "", "\t")
	if err != nil {
		return err
	}
	init, err := os.ReadFile(guest)
	if err != nil {
		return err
	}
	programs, err := loaded(packages, scenario.Tcpdump)
	if err != nil {
		return err
	}

	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	a := &archive{w: w}
	err = errors.Join(a.console(),
		a.file("init", modeProgram, init),
		a.file(scenario.PlanFile[1:], modeFile, text),
		a.file("etc/passwd", modeFile, []byte("root:x:0:0::/:/init\n")))
	if tap != "" {
		test, e := os.ReadFile(tap)
		err = errors.Join(err, e, a.file(scenario.TapTest[1:], modeProgram, test))
	}
	for _, p := range programs {
		err = errors.Join(err, a.file(p.name[1:], modeProgram, p.content))
	}
	slices.Sort(needed)
	for _, name := range slices.Compact(needed) {
		image, e := m.image(name)
		err = errors.Join(err, e, a.file(scenario.ModuleFolder[1:]+"/"+name+".ko", modeFile, image))
	}
	return errors.Join(err, a.close(), w.Flush())
}
